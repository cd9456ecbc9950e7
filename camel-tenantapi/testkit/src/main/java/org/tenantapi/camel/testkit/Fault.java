/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package org.tenantapi.camel.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

import org.tenantapi.camel.testkit.Delivery.Ending;

/**
 * Something that goes wrong with the answer to a request. Immutable; what is added makes a new one:
 *
 * <pre>{@code
 * simulator.on("GET", "/order").times(2).answer(Fault.status(503).retryAfter(5));
 * }</pre>
 *
 * A fault that gives an answer of its own keeps the request from having an effect, unless it is
 * {@link #afterApplying()}. Answers that a fault had its hands in are not checked against the contract.
 */
public final class Fault {

    private final String description;
    private final Pause pause;
    private final boolean applied;
    private final UnaryOperator<Answer> edit;
    private final Delivery delivery;

    private Fault(String description, Pause pause, boolean applied, UnaryOperator<Answer> edit, Delivery delivery) {
        this.description = description;
        this.pause = pause;
        this.applied = applied;
        this.edit = edit;
        this.delivery = delivery;
    }

    /** An answer with this status and, from 400 on, an error object as its body. */
    public static Fault status(int status) {
        return replacing("status " + status,
                status < 400 ? Answer.empty(status) : Answer.error(status, "A fault was asked for"));
    }

    /** An answer with this status and body. */
    public static Fault status(int status, String contentType, String body) {
        return replacing("status " + status,
                Answer.empty(status).withBody(contentType, Body.of(body.getBytes(StandardCharsets.UTF_8))));
    }

    /** 200 with this body instead of the genuine one. */
    public static Fault body(String contentType, String body) {
        return status(200, contentType, body).described("another body");
    }

    /** 200 with an error object where something else was asked for. */
    public static Fault errorObject() {
        return body("application/json", "{\"error\":\"A fault was asked for\"}").described("an error object with 200");
    }

    /** 200 with a page of HTML, as from a proxy that asks for a login. */
    public static Fault html() {
        return body("text/html;charset=UTF-8", "<!DOCTYPE html><title>Sign in</title><p>Please sign in.")
                .described("HTML with 200");
    }

    /** 200 with no body at all. */
    public static Fault emptyBody() {
        return body("application/json", "").described("an empty body");
    }

    /** The connection is reset (TCP RST) without an answer; the request had no effect. */
    public static Fault reset() {
        return replacing("reset", Answer.empty(200)).delivered(new Delivery(Ending.RESET, 0));
    }

    /** The request has its effect, and then the connection is reset: only the platform knows that it was done. */
    public static Fault answerLost() {
        return reset().afterApplying().described("answer lost");
    }

    /** The genuine answer is cut after so many bytes of its body, and the connection closed. */
    public static Fault truncatedAt(long bytes) {
        return genuine("truncated at byte " + bytes).delivered(new Delivery(Ending.TRUNCATE, bytes));
    }

    /** The genuine answer stops after so many bytes of its body, and the connection stays open. */
    public static Fault stalledAt(long bytes) {
        return genuine("stalled at byte " + bytes).delivered(new Delivery(Ending.STALL, bytes));
    }

    /** The genuine answer, so much later. */
    public static Fault delay(Duration delay) {
        return genuine("delayed by " + delay).after(vertx -> vertx.timer(Math.max(1, delay.toMillis())).mapEmpty());
    }

    /** The genuine answer with another Content-Type. */
    public static Fault contentType(String contentType) {
        return genuine("Content-Type " + contentType).edited(answer -> answer.withHeader("Content-Type", contentType));
    }

    /** The genuine answer without its {@code Date}. */
    public static Fault withoutDate() {
        return genuine("without Date").edited(answer -> answer.withoutHeader("Date"));
    }

    /** The genuine answer with one more header, or another value of it. */
    public static Fault header(String name, String value) {
        return genuine("header " + name).withHeader(name, value);
    }

    static Fault held(Hold hold) {
        return genuine("held").after(hold::pass);
    }

    /** This fault, with a header in its answer. */
    public Fault withHeader(String name, String value) {
        return edited(answer -> answer.withHeader(name, value));
    }

    /** This fault, with a {@code Retry-After} in seconds. */
    public Fault retryAfter(long seconds) {
        return withHeader("Retry-After", Long.toString(seconds)).described(description + ", Retry-After " + seconds);
    }

    /** This fault, with a {@code Retry-After} that is a date. */
    public Fault retryAfter(Instant date) {
        return withHeader("Retry-After", HttpDate.format(date)).described(description + ", Retry-After " + date);
    }

    /** This fault, so much later. */
    public Fault delayed(Duration delay) {
        return after(delay(delay).pause);
    }

    /** This fault, after the request had its effect: only the answer is another one. */
    public Fault afterApplying() {
        return new Fault(description + " after applying", pause, true, edit, delivery);
    }

    /** This fault, in an answer without Content-Length. */
    public Fault chunked() {
        return edited(Answer::withChunks);
    }

    /** This fault, in an answer that announces its whole length. */
    public Fault withContentLength() {
        return edited(Answer::withContentLength);
    }

    Pause pause() {
        return pause;
    }

    boolean applied() {
        return applied;
    }

    Answer edit(Answer answer) {
        return edit.apply(answer);
    }

    Delivery delivery() {
        return delivery;
    }

    private static Fault genuine(String description) {
        return new Fault(description, Pause.NONE, true, UnaryOperator.identity(), Delivery.COMPLETE);
    }

    private static Fault replacing(String description, Answer answer) {
        return new Fault(description, Pause.NONE, false, genuine -> answer.withHeadersOf(genuine), Delivery.COMPLETE);
    }

    private Fault described(String other) {
        return new Fault(other, pause, applied, edit, delivery);
    }

    private Fault after(Pause more) {
        return new Fault(description, pause.then(more), applied, edit, delivery);
    }

    private Fault edited(UnaryOperator<Answer> more) {
        return new Fault(description, pause, applied, answer -> more.apply(edit.apply(answer)), delivery);
    }

    private Fault delivered(Delivery other) {
        return new Fault(description, pause, applied, edit, other);
    }

    /** What goes wrong, in a few words. */
    @Override
    public String toString() {
        return description;
    }
}
