// Whatever comes from a record is set as text, never as markup.
const at = id => document.getElementById(id);

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function row(key, ...cells) {
  const made = document.createElement("tr");
  made.dataset.key = key;
  for (const cell of cells) {
    if (cell instanceof HTMLTableCellElement) made.append(cell);
    else {
      const td = document.createElement("td");
      td.append(cell);
      made.append(td);
    }
  }
  return made;
}

// the whole of it, to be opened
function whole(label, value) {
  const details = document.createElement("details");
  details.append(element("summary", label), element("pre", JSON.stringify(value, null, 2)));
  return details;
}

// Rows that have not changed stay as they are, so that what is opened or selected does not go away.
function fill(body, rows, ifNone) {
  if (rows.length === 0) {
    const none = element("td", ifNone, "none");
    none.colSpan = body.parentElement.querySelectorAll("th[scope=col]").length;
    rows = [row("none", none)];
  }
  const known = new Map([...body.children].map(each => [each.dataset.key, each]));
  body.replaceChildren(...rows.map(each => known.get(each.dataset.key) || each));
}

function choose(select, values, chosen, label = value => value) {
  if (select.dataset.values !== JSON.stringify(values)) {
    select.dataset.values = JSON.stringify(values);
    select.replaceChildren(...values.map(value => {
      const option = element("option", label(value));
      option.value = value.type ?? value;
      return option;
    }));
  }
  select.value = chosen;
}

const dayAndTime = instant => instant.replace("T", " ").replace(/(\.\d+)?Z$/, "");
const time = instant => element("time", dayAndTime(instant));

function plugRows(state) {
  const rows = [];
  for (const connection of state.connections) {
    const plugs = state.plugs.filter(plug => plug.connection === connection);
    if (plugs.length === 0) rows.push(row(connection, connection, "", element("td", "no request yet", "none"), "", "", "", ""));
    for (const plug of plugs) {
      const answered = plug.lastStatus === 0 ? "no answer" : plug.lastStatus;
      rows.push(row(JSON.stringify(plug), connection, element("strong", plug.plug),
        element("span", `${plug.state} (${answered})`, `state ${plug.state}`),
        element("td", plug.requests.toLocaleString("en"), "number"), element("td", plug.refused.toLocaleString("en"), "number"),
        time(plug.lastAt), element("code", plug.lastRequest)));
    }
  }
  return rows;
}

function show(state) {
  at("time").textContent = "The platform's clock: " + dayAndTime(state.time) + " UTC";
  choose(at("tenant"), state.tenants, state.tenant);
  fill(at("plugs"), plugRows(state), "This Tenant has no Connection.");
  choose(at("type"), state.types, state.type, each => `${each.type} (${each.count.toLocaleString("en")})`);
  at("found").textContent = `${(state.found || 0).toLocaleString("en")} found`
    + (state.found > state.records.length ? `; the latest ${state.records.length} are shown` : "");
  fill(at("records"), state.records.map(each => row(JSON.stringify(each), element("code", each.localId),
    Object.entries(each.record.remoteIdMap).map(([connection, id]) => `${connection}: ${id}`).join(", ") || "none",
    time(each.lastModified), whole(each.record.remoteOrderNo ?? each.record.sku ?? "show", each.record))),
    "There is no such record.");
  at("event-count").textContent = `${(state.eventCount || 0).toLocaleString("en")} reported`
    + (state.eventCount > state.events.length ? `; the latest ${state.events.length} are shown` : "");
  fill(at("events"), state.events.map((each, n) => row(state.eventCount - n, time(each.at), each.connection,
    String(each.event.severity ?? ""), String(each.event.summary ?? ""), whole("show", each.event))),
    "Nothing was reported.");
}

// what is shown stands in the address, so that it can be shared as a link
const given = new URLSearchParams(location.search);
const wanted = id => at(id).value || given.get(id) || "";
at("search").value = given.get("search") || "";

let asked = 0;

async function refresh() {
  const mine = ++asked;
  const query = new URLSearchParams({ tenant: wanted("tenant"), type: wanted("type"), search: at("search").value });
  try {
    const answer = await fetch("page/state?" + query);
    if (!answer.ok) throw new Error("status " + answer.status);
    const state = await answer.json();
    // what was asked for later is what is wanted
    if (mine !== asked) return;
    show(state);
    at("problem").textContent = "";
  } catch (e) {
    at("problem").textContent = "The simulator does not answer any more; what is shown is the last that it said. (" + e.message + ")";
  }
}

function chosen() {
  history.replaceState(null, "", "?" + new URLSearchParams({ tenant: at("tenant").value, type: at("type").value, search: at("search").value }));
  refresh();
}

for (const id of ["tenant", "type"]) at(id).addEventListener("change", chosen);
at("search").addEventListener("input", chosen);
setInterval(() => { if (at("refresh").checked) refresh(); }, 1000);
refresh();
