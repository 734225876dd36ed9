// Takt's pages in the browser: keys, the day's slider, and news. Everything works without it, only by more presses.
"use strict";

const at = (selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector));
const press = (selector) => at(selector)?.click();

// ---- keys ----------------------------------------------------------------------------------------------------------
// The table comes from the program; here is what each of them does.
const rows = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-rows] tbody tr, ol[data-rows] > li, main .hits li")]);
const here = () => rows().findIndex((row) => row.hasAttribute("data-here"));

function go(step) {
  const all = rows();
  if (all.length === 0) return;
  const place = Math.min(Math.max(here() + step, 0), all.length - 1);
  for (const row of all) row.removeAttribute("data-here");
  all[place].setAttribute("data-here", "");
  all[place].scrollIntoView({ block: "nearest" });
  all[place].querySelector("a")?.focus({ preventScroll: true });
}

// Of a pair: the one that is marked, else the first.
const answer = (key) => (rows()[Math.max(here(), 0)]?.querySelector(`[data-key=${key}]`))?.click();

const does = {
  search() { at("#find")?.focus(); },
  sheet() { /** @type {HTMLDialogElement | null} */ (at("#sheet"))?.showModal(); },
  line() { press(".brand"); },
  companies() { press('.bar nav a[href="/accounts"]'); },
  earlier() { press("#earlier"); },
  later() { press("#later"); },
  table() { press("#table"); },
  constraint() {
    const box = at("[data-constraint]");
    (box?.closest("a") ?? box)?.focus();
    box?.scrollIntoView({ block: "center" });
  },
  play() { press("#play"); },
  next() { go(1); },
  previous() { go(here() < 0 ? 0 : -1); },
  open() { rows()[here()]?.querySelector("a")?.click(); },
  "next-page"() { press("#next-page"); },
  "previous-page"() { press("#previous-page"); },
  same() { answer("same"); },
  distinct() { answer("distinct"); },
  call() { press("#call"); },
  meeting() { press("#meeting-held"); },
  won() { press("#won"); },
  lost() { press("#lost"); },
  accept() { press("#handoff-accepted"); },
  stage() { press("#overridden"); },
};

const keys = JSON.parse(document.body.dataset.keys ?? "[]");
const isWritten = (node) => node instanceof HTMLElement && (node.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(node.tagName));

document.addEventListener("keydown", (event) => {
  // While an input method composes, every key is its own.
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey || (isWritten(event.target) && !command)) {
    if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const key = keys.find((key) => key.code === event.code && key.shift === event.shiftKey && key.command === command);
  if (!key) return;
  // Enter on a link or a button is theirs.
  if (event.code === "Enter" && event.target instanceof HTMLElement && event.target.matches("a, button, summary")) return;
  event.preventDefault();
  does[key.does]?.();
});

// A row opens its company wherever it is pressed.
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.target.closest("a, button, input, summary")) return;
  const href = event.target.closest("[data-rows] tr[data-href]")?.getAttribute("data-href");
  if (href && !window.getSelection()?.toString()) window.location.assign(href);
});

// In the field of the search, arrows walk the list below it.
at(".find")?.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  const links = [...document.querySelectorAll("#found a")];
  const place = links.indexOf(/** @type {Element} */ (document.activeElement));
  if (event.key === "ArrowDown" && links.length > 0) { links[Math.min(place + 1, links.length - 1)].focus(); event.preventDefault(); }
  if (event.key === "ArrowUp" && place >= 0) { (place === 0 ? at("#find") : links[place - 1]).focus(); event.preventDefault(); }
  if (event.key === "Escape") { at("#found").replaceChildren(); at("#find").blur(); }
});

// ---- news ----------------------------------------------------------------------------------------------------------
// The server says that the journal is longer; a page that shows how it stands now asks for itself again.
if (document.body.dataset.live) {
  const PAUSE = 400;
  let known = "", last = 0, waits = 0;
  const news = () => {
    waits = 0;
    // What somebody is about to use stays still under their hands.
    if (document.hidden || document.querySelector("#slider[data-held]")) return;
    last = Date.now();
    htmx.trigger(document.body, "takt");
  };
  const line = new EventSource("/live");
  line.addEventListener("head", (event) => {
    const first = known === "";
    if (event.data === known) return;
    known = event.data;
    if (first || waits) return;
    waits = window.setTimeout(news, Math.max(0, PAUSE - (Date.now() - last)));
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && known) news(); });
  window.addEventListener("pagehide", () => line.close());
}

// ---- the day's slider ----------------------------------------------------------------------------------------------
const DAY = 86400000;
const dayOf = (number) => new Date(number * DAY).toISOString().slice(0, 10);

function arrange() {
  const slider = /** @type {HTMLInputElement | null} */ (at("#slider"));
  const play = /** @type {HTMLButtonElement | null} */ (at("#play"));
  const field = /** @type {HTMLInputElement | null} */ (at("#at"));
  if (!slider || !play || !field || slider.dataset.ready) return;
  slider.dataset.ready = "yes";
  slider.hidden = false;
  play.hidden = false;
  const form = slider.form;
  const view = new URLSearchParams(window.location.search).get("view");
  const address = (day) => `/?at=${day}${view ? `&view=${view}` : ""}`;
  slider.addEventListener("input", () => { slider.dataset.held = "yes"; field.value = dayOf(Number(slider.value)); });
  slider.addEventListener("change", () => window.location.assign(address(field.value)));
  field.addEventListener("change", () => { if (field.value && field.checkValidity()) form.requestSubmit(); });
  play.addEventListener("click", () => {
    if (play.getAttribute("aria-pressed") === "true") { play.setAttribute("aria-pressed", "false"); return; }
    play.setAttribute("aria-pressed", "true");
    run(Number(slider.value), Number(slider.min), Number(slider.max), play, slider, field, address);
  });
}

// Plays the ninety days up to the last, four a second: the pictures of the days, one after the other.
async function run(from, first, last, play, slider, field, address) {
  let day = from >= last ? Math.max(first, last - 90) : from;
  slider.dataset.held = "yes";
  const picture = at(".picture.wide"), narrow = at(".picture.narrow");
  while (day < last && play.getAttribute("aria-pressed") === "true") {
    day += 1;
    const began = Date.now();
    const answer = await fetch(address(dayOf(day)));
    if (!answer.ok) break;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const [old, name] of [[picture, ".picture.wide"], [narrow, ".picture.narrow"]]) {
      const fresh = page.querySelector(name);
      if (old && fresh) old.replaceChildren(...fresh.childNodes);
    }
    slider.value = String(day);
    field.value = dayOf(day);
    const month = page.querySelector(".days strong");
    if (month) at(".days strong").textContent = month.textContent;
    await new Promise((done) => window.setTimeout(done, Math.max(0, 220 - (Date.now() - began))));
  }
  play.setAttribute("aria-pressed", "false");
  window.history.replaceState(null, "", address(dayOf(day)));
}

// A company is shown where it stands now: the end of its strip.
const strip = at(".strip");
if (strip) strip.scrollLeft = strip.scrollWidth;

arrange();
document.body.addEventListener("htmx:after:swap", arrange);

// ---- bringing data in ----------------------------------------------------------------------------------------------
const drop = /** @type {HTMLFormElement | null} */ (at("#drop"));
if (drop) {
  const file = /** @type {HTMLInputElement} */ (at("#file"));
  document.addEventListener("dragover", (event) => { event.preventDefault(); drop.dataset.over = "yes"; });
  document.addEventListener("dragleave", () => { delete drop.dataset.over; });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    delete drop.dataset.over;
    if (!event.dataTransfer?.files.length) return;
    file.files = event.dataTransfer.files;
    drop.requestSubmit();
  });
  file.addEventListener("change", () => { if (file.files?.length) drop.requestSubmit(); });
}

// ---- the door ------------------------------------------------------------------------------------------------------
// A browser that came by a link goes in by itself; a program that only looks at addresses does not.
const enter = /** @type {HTMLFormElement | null} */ (at("form[data-send=now]"));
if (enter) window.addEventListener("load", () => enter.requestSubmit());
