// The page itself: tabs, running, response, history, keyboard.

const settings = JSON.parse($('settings').textContent);
const storageKey = `graphql:${endpoint}`;
let stored = {};
try { stored = JSON.parse(localStorage.getItem(storageKey)) ?? {}; } catch { /* written by something else: begin anew */ }
const newTab = (query = '', variables = '') => ({ query, variables });
const linked = new URLSearchParams(location.search);
const state = {
  tabs: stored.tabs?.length ? stored.tabs : [newTab(settings.example, settings.exampleVariables)],
  active: stored.active ?? 0, history: stored.history ?? [], theme: stored.theme ?? 'system', docs: stored.docs ?? true,
};
// Headers may hold a token: they live as long as the browser's tab and no longer.
let headerText = sessionStorage.getItem(storageKey) ?? '', schema = null, analysis, loading = true;
if (linked.has('query')) state.active = state.tabs.push(newTab(linked.get('query'), linked.get('variables') ?? '')) - 1;
if (!state.tabs[state.active]) state.active = 0;
const tab = () => state.tabs[state.active];
// Results stay out of the storage: they may be large and are somebody's data.
const save = () => localStorage.setItem(storageKey, JSON.stringify({ ...state, tabs: state.tabs.map(({ query, variables }) => newTab(query, variables)) }));

const query = new Editor($('query'), {
  label: 'GraphQL query', comment: true,
  paint: text => { analysis = new Analysis(text, schema); return analysis.all; },
  propose: (text, caret) => propose(text, caret, schema),
  onChange: text => { if (!loading) { tab().query = text; save(); showTabs(); } showOperations(); },
  onCaret: caret => showExplanation(caret),
  onGoto: caret => goTo(query?.tokenAt(caret)?.goto),
});
const variables = new Editor($('variables'), {
  label: 'Variables, a JSON object', paint: tokenizeJson, propose: proposeVariable,
  onChange: text => { if (!loading) { tab().variables = text; save(); } },
});
const headers = new Editor($('headers'), {
  label: 'HTTP headers, a JSON object; sent with subscriptions as the connection\'s payload', paint: tokenizeJson,
  onChange: text => { if (!loading) sessionStorage.setItem(storageKey, headerText = text); },
});

function proposeVariable(text, caret) {
  const before = text.slice(0, caret), typed = /"(\w*)$/.exec(before);
  const depth = before.replace(/"(\\.|[^"\\])*"?/g, '').replace(/[^{}[\]]/g, '').split('').reduce((n, c) => n + (/[{[]/.test(c) ? 1 : -1), 0);
  if (depth !== 1 || /:\s*"?[^,]*$/.test(before.slice(Math.max(before.lastIndexOf(','), before.lastIndexOf('{')) + 1))) return { from: caret, items: [] };
  const prefix = typed?.[1] ?? '', closed = typed && text[caret] === '"';
  const items = [...operationToRun()?.variables ?? []].filter(([name]) => name.startsWith(prefix) && !text.includes(`"${name}"`))
    .map(([name, type]) => ({ label: name, detail: printType(type), insert: `${typed ? '' : '"'}${name}${closed ? '' : '": |'}` }));
  return { from: caret - prefix.length, items };
}

function goTo(target) {
  if (!target) return;
  showDocs(true);
  document.body.dataset.view = 'docs';
  showView();
  docs.open(target.type, target.member);
}

function insertRootField(type, field) {
  const operation = Object.keys(schema.roots).find(kind => schema.roots[kind] === type);
  const text = `${operation} {\n  ${fieldText(field, schema).replaceAll('\n', '\n  ')}\n}\n`;
  if (query.text.trim()) openTab(newTab());
  document.body.dataset.view = 'query';
  showView();
  query.insert(0, query.text.length, text);
  query.showProposals();
}

function showExplanation(caret) {
  const token = query?.tokenAt(caret);
  const first = analysis?.all.find(t => t.problem);
  $('explanation').replaceChildren(...token ? explain(token) : first ? [element('span', { textContent: `Line ${query.text.slice(0, first.start).split('\n').length}: ${first.problem}` })] : []);
}

// ---- tabs

function tabName({ query }) {
  const text = query.replace(/#.*/g, '');
  return /\b(?:query|mutation|subscription)\s+(\w+)/.exec(text)?.[1] ?? /[{]\s*(\w+)/.exec(text)?.[1] ?? 'New query';
}

function showTabs() {
  $('tabs').replaceChildren(...state.tabs.map((t, index) => element('span', { className: index === state.active ? 'active' : '' },
    Object.assign(element('button', { role: 'tab', ariaSelected: String(index === state.active), textContent: tabName(t), title: tabName(t), onclick: () => activate(index) })),
    state.tabs.length > 1 ? element('button', { className: 'close', textContent: '×', ariaLabel: `Close ${tabName(t)}`, title: 'Close (Alt+W)', onclick: () => closeTab(index) }) : null)),
  element('button', { textContent: '+', ariaLabel: 'New tab', title: 'New tab (Alt+N)', onclick: () => openTab(newTab()) }));
}

function activate(index) {
  state.active = index;
  loading = true;
  query.text = tab().query;
  variables.text = tab().variables;
  loading = false;
  save();
  showTabs();
  showExplanation(-1);
  (tab().show ?? showNothing)();
  showRunning();
}

function openTab(content) { state.tabs.push(content); activate(state.tabs.length - 1); query.area.focus(); }

function closeTab(index) {
  if (state.tabs.length === 1) return;
  state.tabs.splice(index, 1)[0].stop?.();
  activate(Math.min(state.active > index ? state.active - 1 : state.active, state.tabs.length - 1));
}

// ---- running

function showOperations() {
  const named = (analysis?.operations ?? []).filter(o => o.name), chosen = $('operation').value;
  $('operation').hidden = named.length < 2;
  $('operation').replaceChildren(...named.map(o => element('option', { value: o.name, textContent: o.name })));
  if (named.some(o => o.name === chosen)) $('operation').value = chosen;
}

// With several operations: the one the caret is in, else the chosen one.
function operationToRun() {
  const caret = query.area.selectionStart, all = analysis.operations;
  return all.length < 2 ? all[0] : (document.activeElement === query.area && all.find(o => o.start <= caret && caret <= o.end)) || all.find(o => o.name === $('operation').value) || all[0];
}

function readObject(text, what) {
  if (!text.trim()) return undefined;
  try {
    const value = JSON.parse(text);
    if (value && typeof value === 'object' && !Array.isArray(value)) return value;
  } catch { /* said below */ }
  throw new Error(`${what} must be a JSON object.`);
}

async function run() {
  if (tab().stop) return tab().stop();
  const here = tab(), operation = operationToRun();
  let body, sent;
  try {
    body = { query: here.query, operationName: operation?.name, variables: readObject(here.variables, 'Variables') };
    sent = readObject(headerText, 'Headers') ?? {};
  } catch (problem) { return showOutcome('failed', problem.message); }
  remember(here);
  if (document.body.dataset.view === 'query') { document.body.dataset.view = 'response'; showView(); }
  if (operation?.kind === 'subscription') return runSubscription(here, body, sent);
  const abort = new AbortController();
  setRunning(here, () => abort.abort());
  try {
    const outcome = await post(body, sent, abort.signal);
    here.show = () => showResponse(outcome);
  } catch (problem) {
    here.show = () => { showNothing(); showOutcome('failed', abort.signal.aborted ? 'Stopped' : `No answer: ${problem.message}`); };
  }
  setRunning(here, null);
  if (here === tab()) here.show();
}

function runSubscription(here, body, sent) {
  const events = [];
  const show = text => { here.show = () => { showEvents(events, text); }; if (here === tab()) here.show(); };
  const add = payload => { events.unshift({ time: new Date().toLocaleTimeString(), payload }); events.length = Math.min(events.length, 200); show(`Listening, ${events.length} received`); };
  show('Listening');
  setRunning(here, subscribe(body, sent, { onNext: add, onError: add, onEnd: reason => { setRunning(here, null); show(`Subscription ${reason}`); } }));
}

function setRunning(where, stop) { where.stop = stop; showRunning(); }

function showRunning() {
  $('run').classList.toggle('running', !!tab().stop);
  $('run-label').textContent = tab().stop ? 'Stop' : 'Run';
}

function showOutcome(kind, ...parts) { $('outcome').className = kind; $('outcome').replaceChildren(...parts); }

function showNothing() {
  showOutcome('', 'No request yet');
  $('copy').hidden = true;
  $('response').replaceChildren(element('p', { className: 'empty' }, 'Press ', element('kbd', { textContent: 'Ctrl' }), ' ', element('kbd', { textContent: '⏎' }), ' to run the query.', element('br'), 'Subscriptions stay open and show each event as it comes.'));
}

function showResponse({ status, text, json, milliseconds, bytes, broken }) {
  const failed = status >= 400 || !!json?.errors || broken;
  const size = bytes < 2048 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`;
  showOutcome(failed ? 'failed' : 'good', element('b', { textContent: json?.errors ? `${json.errors.length} error${json.errors.length > 1 ? 's' : ''}` : status }), ` · ${json?.errors ? `HTTP ${status} · ` : ''}${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms · ${size}`);
  $('response').replaceChildren(...(json?.errors ?? []).map(errorLine), jsonView(broken ? text : json));
  $('copy').hidden = false;
}

function errorLine({ message, path, locations }) {
  const at = locations?.[0], go = () => {
    const offset = query.text.split('\n').slice(0, at.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + at.column - 1;
    document.body.dataset.view = 'query';
    showView();
    query.area.focus();
    query.area.setSelectionRange(offset, offset);
  };
  return element('p', { className: 'problem' }, path ? `${path.join('.')}: ` : '', message, ' ', at ? element('button', { className: 'small', textContent: `line ${at.line}`, onclick: go }) : null);
}

function showEvents(events, text) {
  showOutcome(tab().stop ? 'good' : '', text);
  $('copy').hidden = !events.length;
  $('response').replaceChildren(...events.map(({ time, payload }) => element('div', { className: 'event' }, element('time', { textContent: time }), jsonView(payload))));
}

function jsonView(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  // Colouring makes a node per value; past this size the browser would feel it.
  if (text.length > 300_000) return element('pre', { textContent: text });
  return element('pre', {}, ...tokenizeJson(text).map(t => t.style === 'space' || t.style === 'punctuation' ? t.text : element('span', { className: t.style, textContent: t.text })));
}

// ---- history

function remember({ query, variables }) {
  state.history = [{ query, variables, time: Date.now() }, ...state.history.filter(h => h.query !== query || h.variables !== variables)].slice(0, 50);
  save();
}

function showHistory() {
  const wanted = $('history-search').value.toLowerCase(), list = state.history.filter(h => h.query.toLowerCase().includes(wanted));
  $('history-list').replaceChildren(...list.map(h => element('li', {}, element('button', { onclick: () => { $('history').close(); openTab(newTab(h.query, h.variables)); } },
    tabName(h), ' ', element('span', { className: 'quiet', textContent: new Date(h.time).toLocaleString() }), element('code', { textContent: h.query.replace(/\s+/g, ' ') })))));
  if (!list.length) $('history-list').replaceChildren(element('li', { className: 'quiet', textContent: 'Nothing here yet.' }));
}

// ---- schema, panes, keyboard

async function loadSchema() {
  $('schema-state').textContent = 'Reading the schema…';
  try {
    const { json } = await post({ query: introspection, operationName: 'Introspection' }, readObject(headerText, 'Headers') ?? {});
    if (!json?.data?.__schema) throw new Error(json?.errors?.[0]?.message ?? 'no answer');
    schema = new Schema(json.data);
    $('schema-state').textContent = `${[...schema.types.keys()].filter(name => !name.startsWith('__')).length} types`;
  } catch (problem) { $('schema-state').textContent = `Schema not available: ${problem.message}`; }
  docs.load(schema);
  loading = true;
  query.repaint();
  loading = false;
}

function showDocs(on) {
  state.docs = on;
  document.body.classList.toggle('no-docs', !on);
  $('docs-toggle').setAttribute('aria-pressed', on);
  save();
}

function showView() { for (const button of $('views').children) button.classList.toggle('active', button.dataset.view === document.body.dataset.view); }

function showTheme() {
  const dark = state.theme === 'dark' || (state.theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  $('theme').ariaLabel = `Colours: ${state.theme}`;
}

function showInputs(which) {
  for (const name of ['variables', 'headers']) { $(name).hidden = name !== which; $(`${name}-tab`).setAttribute('aria-selected', name === which); }
  $('inputs-hint').textContent = which === 'headers' ? 'All tabs; kept until this window closes' : '';
}

for (const splitter of document.querySelectorAll('.splitter')) {
  const resize = x => document.documentElement.style.setProperty(splitter.dataset.width, `${Math.round(Math.max(180, Math.min(innerWidth * 0.75, splitter.dataset.from ? innerWidth - x : x)))}px`);
  splitter.onpointerdown = event => { splitter.setPointerCapture(event.pointerId); splitter.onpointermove = move => resize(move.clientX); };
  splitter.onpointerup = () => { splitter.onpointermove = null; };
  splitter.onkeydown = event => { const step = { ArrowLeft: -24, ArrowRight: 24 }[event.key]; if (step) resize(splitter.getBoundingClientRect().left + step); };
}

const format = () => { if (query.text.trim()) query.replace(0, query.text.length, formatDocument(query.text)); };
const openHistory = () => { $('history-search').value = ''; showHistory(); $('history').showModal(); };
const searchDocs = () => { showDocs(true); document.body.dataset.view = 'docs'; showView(); $('docs-search').focus(); $('docs-search').select(); };
const nextTheme = () => { state.theme = { system: 'light', light: 'dark', dark: 'system' }[state.theme]; save(); showTheme(); };

$('run').onclick = run;
$('format').onclick = format;
$('theme').onclick = nextTheme;
$('history-open').onclick = openHistory;
$('history-search').oninput = showHistory;
$('history-clear').onclick = () => { state.history = []; save(); showHistory(); };
$('help-open').onclick = () => $('help').showModal();
$('docs-toggle').onclick = () => showDocs(!state.docs);
$('docs-search').oninput = () => docs.show();
$('variables-tab').onclick = () => showInputs('variables');
$('headers-tab').onclick = () => showInputs('headers');
$('copy').onclick = () => navigator.clipboard.writeText([...$('response').querySelectorAll('pre')].map(pre => pre.textContent).join('\n\n'));
for (const button of $('views').children) button.onclick = () => { document.body.dataset.view = button.dataset.view; showView(); };
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', showTheme);

document.addEventListener('keydown', event => {
  const command = event.ctrlKey || event.metaKey, digit = event.altKey && /^Digit([1-9])$/.exec(event.code)?.[1];
  if (command && event.key === 'Enter') run();
  else if (command && event.key.toLowerCase() === 'k') searchDocs();
  else if (event.key === 'F1') $('help').showModal();
  else if (event.altKey && event.shiftKey && event.code === 'KeyF') format();
  else if (event.altKey && event.code === 'KeyN') openTab(newTab());
  else if (event.altKey && event.code === 'KeyW') closeTab(state.active);
  else if (event.altKey && event.code === 'KeyH') openHistory();
  else if (digit && state.tabs[digit - 1]) activate(digit - 1);
  else return;
  event.preventDefault();
});

$('title').textContent = document.title = settings.title;
headers.text = headerText;
showTheme();
showView();
showDocs(state.docs);
showInputs('variables');
activate(state.active);
loadSchema().then(() => query.area.focus());
