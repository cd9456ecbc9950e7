// What a reader has chosen, before anything is painted: light or dark, and the language of the examples.
const choices = {
  get(name) { try { return localStorage.getItem("camel-tenantapi." + name); } catch { return null; } },
  set(name, value) {
    try {
      if (value === null) localStorage.removeItem("camel-tenantapi." + name);
      else localStorage.setItem("camel-tenantapi." + name, value);
    } catch { /* a browser that keeps nothing: the choice holds for this page */ }
  },
};
if (choices.get("theme")) document.documentElement.dataset.theme = choices.get("theme");
document.documentElement.classList.add("scripted");
