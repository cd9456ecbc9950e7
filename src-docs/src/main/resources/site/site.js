const $ = (selector, from = document) => from.querySelector(selector);
const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];

// --- light or dark: the system's, until the reader says otherwise ---
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = $("#theme");
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  const show = () => button.setAttribute("aria-pressed", dark());
  button.addEventListener("click", () => {
    const next = dark() ? "light" : "dark";
    const likeSystem = (next === "dark") === system.matches;
    if (likeSystem) delete root.dataset.theme;
    else root.dataset.theme = next;
    choices.set("theme", likeSystem ? null : next);
    show();
  });
  system.addEventListener("change", show);
  show();
  button.hidden = false;
}

// --- the tree of chapters on a small screen ---
{
  const button = $("#menu"), tree = $("#tree");
  const open = yes => {
    tree.classList.toggle("open", yes);
    button.setAttribute("aria-expanded", yes);
  };
  button.addEventListener("click", () => open(!tree.classList.contains("open")));
  tree.addEventListener("click", event => { if (event.target.closest("a")) open(false); });
  addEventListener("keydown", event => {
    if (event.key === "Escape" && tree.classList.contains("open")) { open(false); button.focus(); }
  });
  button.hidden = false;
  // a long tree: the chapter that is read is in sight
  const here = $("[aria-current=page]", tree);
  if (here) tree.scrollTop = here.offsetTop - tree.clientHeight / 2;
}

// --- examples in several languages: one choice for all pages ---
{
  const groups = $$(".tabs").map((group, g) => {
    const panels = $$(":scope > .content > .listingblock", group);
    const bar = document.createElement("div");
    bar.className = "tabbar";
    bar.setAttribute("role", "tablist");
    bar.setAttribute("aria-label", "Language");
    const tabs = panels.map((panel, p) => {
      const title = $(".title", panel);
      const tab = document.createElement("button");
      tab.type = "button";
      tab.textContent = title.textContent;
      tab.id = `tab-${g}-${p}`;
      tab.setAttribute("role", "tab");
      title.hidden = true;
      panel.id ||= `panel-${g}-${p}`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      tab.setAttribute("aria-controls", panel.id);
      bar.append(tab);
      return tab;
    });
    panels[0].before(bar);
    const show = language => {
      const chosen = tabs.findIndex(tab => tab.textContent === language);
      if (chosen < 0) return;
      tabs.forEach((tab, t) => {
        tab.setAttribute("aria-selected", t === chosen);
        tab.tabIndex = t === chosen ? 0 : -1;
        panels[t].hidden = t !== chosen;
      });
    };
    show(tabs[0].textContent);
    return { bar, tabs, show };
  });
  const choose = (language, bar) => {
    const top = bar.getBoundingClientRect().top;
    groups.forEach(group => group.show(language));
    // what is above may be longer now: the bar stays under the pointer
    scrollBy({ top: bar.getBoundingClientRect().top - top, behavior: "instant" });
    choices.set("language", language);
  };
  groups.forEach(({ bar, tabs }) => {
    bar.addEventListener("click", event => {
      if (event.target.role === "tab") choose(event.target.textContent, bar);
    });
    bar.addEventListener("keydown", event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
      choose(next.textContent, bar);
      next.focus();
      event.preventDefault();
    });
  });
  const remembered = choices.get("language");
  if (remembered) groups.forEach(group => group.show(remembered));
}

// --- copy ---
$$("article pre").forEach(pre => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent.trimEnd() + "\n");
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(pre);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  pre.after(button);
});

// --- where on the page the reader is ---
{
  const links = new Map($$("#toc a").map(link => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = $$("article h2[id], article h3[id]").filter(heading => links.has(heading.id));
  const mark = () => {
    const passed = headings.filter(heading => heading.getBoundingClientRect().top < 140);
    const end = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const here = end && scrollY > 0 ? headings.at(-1) : passed.at(-1);
    links.forEach((link, id) => {
      if (here && id === here.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();
}

// --- search: the index is loaded when it is first needed, and never leaves this machine ---
{
  const form = $("#search"), input = $("#query"), found = $("#found"), count = $("#count");
  let searching;
  const script = src => new Promise((loaded, failed) => {
    const element = document.createElement("script");
    element.src = src;
    element.onload = loaded;
    element.onerror = failed;
    document.head.append(element);
  });
  const words = text => text.toLowerCase().split(lunr.tokenizer.separator).filter(Boolean);
  const index = () => searching ??= Promise.all([script("lunr.min.js"), script("search-index.js")]).then(() => {
    lunr.tokenizer.separator = /[\s\-.,:;=/'"`(){}[\]<>|&?!]+/;
    return lunr(function () {
      this.ref("n");
      this.field("title", { boost: 12 });
      this.field("page", { boost: 4 });
      this.field("text");
      searchIndex.forEach((section, n) => this.add({ n, ...section }));
    });
  });
  const look = async text => {
    const lunrIndex = await index();
    const asked = words(text);
    if (!asked.length) return [];
    const all = lunrIndex.query(query => asked.forEach(word => {
      query.term(word, { boost: 20 });
      query.term(word, { boost: 4, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
      if (word.length > 4) query.term(word, { boost: 1, editDistance: 1 });
    }));
    // all of the words, if there is such a section
    const every = all.filter(({ ref }) => {
      const section = searchIndex[ref];
      const whole = `${section.title} ${section.page} ${section.text}`.toLowerCase();
      return asked.every(word => whole.includes(word));
    });
    return (every.length ? every : all).slice(0, 12).map(({ ref }) => searchIndex[ref]);
  };
  const escape = text => text.replace(/[&<>"]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  const marked = (text, asked) => {
    const pattern = asked.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    return text.split(new RegExp(`(${pattern})`, "gi"))
      .map((part, n) => n % 2 ? `<mark>${escape(part)}</mark>` : escape(part)).join("");
  };
  const excerpt = (text, asked) => {
    const at = Math.max(0, Math.min(...asked.map(word => text.toLowerCase().indexOf(word)).filter(n => n >= 0), text.length));
    const from = at === text.length ? 0 : Math.max(0, text.lastIndexOf(" ", at - 40) + 1);
    return (from > 0 ? "… " : "") + text.slice(from, from + 150) + (from + 150 < text.length ? " …" : "");
  };
  const options = () => $$("[role=option]", found);
  const select = n => {
    options().forEach((option, o) => option.setAttribute("aria-selected", o === n));
    const chosen = options()[n];
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const open = yes => {
    found.hidden = !yes;
    input.setAttribute("aria-expanded", yes);
    if (!yes) { count.textContent = ""; input.removeAttribute("aria-activedescendant"); }
  };
  let latest = 0;
  const search = async () => {
    const asking = ++latest;
    const text = input.value.trim();
    if (!text) return open(false);
    const sections = await look(text);
    if (asking !== latest) return;
    const asked = words(text);
    found.innerHTML = sections.map((section, n) =>
      `<a role="option" id="found-${n}" tabindex="-1" href="${section.url}" aria-selected="false">` +
      `<span class="where">${escape(section.page)}</span><strong>${marked(section.title, asked)}</strong>` +
      `<span class="text">${marked(excerpt(section.text, asked), asked)}</span></a>`).join("") ||
      `<p>Nothing about “${escape(text)}”.</p>`;
    count.textContent = sections.length ? `${sections.length} found` : "Nothing found";
    open(true);
    select(0);
  };
  input.addEventListener("focus", index);
  input.addEventListener("input", search);
  input.addEventListener("keydown", event => {
    const n = options().findIndex(option => option.getAttribute("aria-selected") === "true");
    const last = options().length - 1;
    if (event.key === "ArrowDown") select(n < last ? n + 1 : 0);
    else if (event.key === "ArrowUp") select(n > 0 ? n - 1 : last);
    else if (event.key === "Escape") { open(false); return; }
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", async event => {
    event.preventDefault();
    if (found.hidden) await search();
    (options().find(option => option.getAttribute("aria-selected") === "true") ?? options()[0])?.click();
  });
  found.addEventListener("click", event => { if (event.target.closest("a")) open(false); });
  // a click keeps the focus where it is, so that what was found stays open until the link is followed
  found.addEventListener("mousedown", event => event.preventDefault());
  form.addEventListener("focusout", event => { if (!form.contains(event.relatedTarget)) open(false); });
  addEventListener("keydown", event => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
  form.hidden = false;
}
