// A text area over its own coloured text: the browser keeps caret, selection, undo and assistive technology; we paint and propose.

const $ = id => document.getElementById(id);

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter(child => child != null));
  return node;
}

const pairs = { '{': '}', '(': ')', '[': ']', '"': '"' };
const lineHeight = 20;

class Editor {
  // `paint(text)` answers tokens with style and problem; `propose(text, caret)` answers proposals; both are optional.
  constructor(root, { label, paint, propose, comment, onChange, onCaret, onGoto }) {
    Object.assign(this, { paint, propose, comment, onChange, onCaret, onGoto });
    this.gutter = element('div', { className: 'gutter', ariaHidden: 'true' });
    this.painted = element('pre', { ariaHidden: 'true' });
    this.area = element('textarea', { spellcheck: false, ariaLabel: label, wrap: 'off', autocapitalize: 'off' });
    this.area.setAttribute('autocomplete', 'off');
    this.area.setAttribute('aria-controls', 'proposals');
    this.area.setAttribute('aria-autocomplete', 'list');
    root.append(this.gutter, element('div', { className: 'text' }, this.painted, this.area));
    this.area.addEventListener('input', () => this.changed(true));
    this.area.addEventListener('scroll', () => this.scrolled());
    this.area.addEventListener('keydown', event => this.key(event));
    this.area.addEventListener('blur', () => { proposals.close(); this.leaving = false; });
    this.area.addEventListener('click', event => { proposals.close(); if (event.ctrlKey || event.metaKey) this.onGoto?.(this.area.selectionStart); });
    this.area.addEventListener('mousemove', event => this.hover(event));
    this.area.addEventListener('mouseleave', () => { $('tip').hidden = true; });
    document.addEventListener('selectionchange', () => { if (document.activeElement === this.area) this.onCaret?.(this.area.selectionStart); });
    this.changed(false);
  }

  get text() { return this.area.value; }
  set text(value) { this.area.value = value; this.changed(false); }

  changed(typed) {
    this.tokens = this.paint(this.text);
    this.painted.replaceChildren(...this.tokens.map(token => token.style === 'space' ? token.text : element('span', { className: token.style + (token.problem ? ' bad' : ''), textContent: token.text })), '\n');
    this.gutter.textContent = this.text.split('\n').map((_, i) => i + 1).join('\n');
    this.scrolled();
    this.onChange?.(this.text);
    if (typed && this.propose && (/[\w$@.]/.test(this.text[this.area.selectionStart - 1] ?? '') || proposals.editor === this)) this.showProposals();
  }

  repaint() { this.changed(false); }

  scrolled() {
    this.painted.style.transform = `translate(${-this.area.scrollLeft}px, ${-this.area.scrollTop}px)`;
    this.gutter.style.transform = `translateY(${-this.area.scrollTop}px)`;
  }

  // Replaces a range through the browser, so that it can be undone; the caret goes to its end or `caret` characters into it.
  replace(from, to, text, caret = text.length) {
    this.area.focus();
    this.area.setSelectionRange(from, to);
    if (!document.execCommand('insertText', false, text)) { this.area.setRangeText(text, from, to, 'end'); this.changed(false); }
    this.area.setSelectionRange(from + caret, from + caret);
  }

  // `|` in a snippet is where the caret goes.
  insert(from, to, snippet) {
    const caret = snippet.indexOf('|');
    this.replace(from, to, snippet.replace('|', ''), caret < 0 ? undefined : caret);
  }

  key(event) {
    if (proposals.editor === this && proposals.key(event)) return;
    const { selectionStart: start, selectionEnd: end } = this.area, text = this.text, command = event.ctrlKey || event.metaKey;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const indent = /^[ \t]*/.exec(text.slice(lineStart))[0];
    if (event.key === 'Escape') { this.leaving = true; return; }
    if (event.key !== 'Tab' && event.key !== 'Shift') this.leaving = false;
    if (command && event.key === ' ') this.showProposals();
    else if (command && event.key === '/' && this.comment) this.toggleComment(lineStart, end);
    else if (event.key === 'F12') this.onGoto?.(start);
    else if (event.key === 'Tab' && !this.leaving && !command && !event.altKey) this.indent(lineStart, start, end, event.shiftKey);
    else if (event.key === 'Enter' && !command) {
      const opens = /[{([]/.test(text[start - 1] ?? ''), closes = /[})\]]/.test(text[end] ?? '');
      this.insert(start, end, '\n' + indent + (opens ? '  |' : '|') + (opens && closes ? '\n' + indent : ''));
    } else if (/^[})\]"]$/.test(event.key) && text[start] === event.key && start === end) this.area.setSelectionRange(start + 1, start + 1);
    else if (pairs[event.key] && !command && !text.slice(start, end).includes('\n') && !/\w/.test(text[end] ?? '') && !(event.key === '"' && text[start - 1] === '"')) {
      this.replace(start, end, event.key + text.slice(start, end) + pairs[event.key], 1 + end - start);
    } else if (event.key === 'Backspace' && start === end && pairs[text[start - 1]] === text[start] && text[start]) this.replace(start - 1, start + 1, '');
    else return;
    event.preventDefault();
  }

  indent(lineStart, start, end, back) {
    if (start === end && !back) return this.replace(start, end, '  ');
    const lines = this.text.slice(lineStart, end), changed = back ? lines.replace(/^ {1,2}/gm, '') : lines.replace(/^/gm, '  ');
    this.replace(lineStart, end, changed);
    this.area.setSelectionRange(lineStart, lineStart + changed.length);
  }

  toggleComment(lineStart, end) {
    const lineEnd = (this.text.indexOf('\n', end) + 1 || this.text.length + 1) - 1, lines = this.text.slice(lineStart, lineEnd).split('\n');
    const commented = lines.every(line => /^\s*(#|$)/.test(line));
    this.replace(lineStart, lineEnd, lines.map(line => commented ? line.replace(/^(\s*)# ?/, '$1') : line.replace(/^(\s*)(?=\S)/, '$1# ')).join('\n'));
  }

  showProposals() {
    const caret = this.area.selectionStart, { from, items } = this.propose?.(this.text, caret) ?? { items: [] };
    if (items.length) proposals.open(this, from, caret, items); else proposals.close();
  }

  take(from, to, item) {
    const indent = /^[ \t]*/.exec(this.text.slice(this.text.lastIndexOf('\n', from - 1) + 1))[0];
    this.insert(from, to, item.insert.replaceAll('\n', '\n' + indent));
    proposals.close();
    if (item.insert.includes('|') || item.label === '...') this.showProposals();
  }

  // Where a character is on the screen; the type is monospaced and lines don't wrap.
  pointOf(offset) {
    const box = this.painted.getBoundingClientRect(), before = this.text.slice(0, offset).split('\n');
    return { left: box.left + 4 + before.at(-1).length * this.characterWidth(), top: box.top + 8 + before.length * lineHeight };
  }

  characterWidth() {
    const probe = element('span', { textContent: 'x'.repeat(100) });
    this.painted.append(probe);
    const width = probe.getBoundingClientRect().width / 100;
    probe.remove();
    return width;
  }

  tokenAt(offset) { return this.tokens.find(t => t.start <= offset && offset <= t.end && t.kind !== 'space' && (t.title || t.problem)); }

  hover(event) {
    const box = this.painted.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top - 8) / lineHeight), column = Math.floor((event.clientX - box.left - 4) / this.characterWidth());
    const lines = this.text.split('\n'), inside = row >= 0 && row < lines.length && column >= 0 && column < lines[row].length;
    const offset = inside ? lines.slice(0, row).join('\n').length + (row ? 1 : 0) + column : -1;
    const token = inside && this.tokens.find(t => t.start <= offset && offset < t.end && (t.title || t.problem));
    $('tip').hidden = !token;
    if (!token) return;
    $('tip').replaceChildren(...explain(token));
    place($('tip'), { left: event.clientX, top: box.top + 8 + (row + 1) * lineHeight + 4 });
  }
}

// A token's problem, signature and description, as nodes.
function explain({ title, description, problem, deprecated }) {
  return [problem && element('div', { className: 'problem', textContent: problem }), title && element('b', { textContent: title }),
    description && element('p', {}, ...prose(description)), deprecated && element('p', { className: 'problem', textContent: `Deprecated: ${deprecated}` })].filter(Boolean);
}

// Descriptions are Markdown; of it, `code` is what matters in them.
function prose(text) {
  return text.split(/(`[^`\n]+`)/).map(part => /^`.+`$/.test(part) ? element('code', { textContent: part.slice(1, -1) }) : part);
}

function place(node, { left, top }) {
  node.style.left = Math.max(4, Math.min(left, innerWidth - node.offsetWidth - 8)) + 'px';
  node.style.top = (top + node.offsetHeight > innerHeight ? Math.max(4, top - node.offsetHeight - lineHeight - 8) : top) + 'px';
}

const proposals = {
  editor: null,
  open(editor, from, to, items) {
    Object.assign(this, { editor, from, to, items: items.slice(0, 200), selected: 0 });
    $('proposals').replaceChildren(...this.items.map((item, index) => element('li', { id: `proposal-${index}`, role: 'option', className: item.deprecated ? 'deprecated' : '',
      onmousedown: event => { event.preventDefault(); editor.take(from, to, item); } }, element('span', { textContent: item.label }), element('i', { textContent: item.detail }))));
    $('proposals').hidden = false;
    place($('proposals'), editor.pointOf(from));
    this.select(0);
  },
  close() {
    this.editor?.area.removeAttribute('aria-activedescendant');
    this.editor = null;
    $('proposals').hidden = $('proposal-doc').hidden = true;
  },
  select(index) {
    this.selected = (index + this.items.length) % this.items.length;
    [...$('proposals').children].forEach((node, i) => node.setAttribute('aria-selected', i === this.selected));
    $('proposals').children[this.selected].scrollIntoView({ block: 'nearest' });
    this.editor.area.setAttribute('aria-activedescendant', `proposal-${this.selected}`);
    const { detail, description, deprecated } = this.items[this.selected], list = $('proposals').getBoundingClientRect(), doc = $('proposal-doc');
    doc.hidden = !description && !deprecated;
    doc.replaceChildren(...explain({ title: detail, description, deprecated }));
    const beside = list.right + 8 + doc.offsetWidth < innerWidth;
    place(doc, beside ? { left: list.right + 4, top: list.top } : { left: list.left, top: list.bottom + 4 });
  },
  // True when the key was for the list.
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) this.select(this.selected + step);
    else if ((event.key === 'Enter' && !event.ctrlKey && !event.metaKey) || event.key === 'Tab') this.editor.take(this.from, this.to, this.items[this.selected]);
    else if (event.key === 'Escape') this.close();
    else {
      if (/^(Arrow|Home|End)/.test(event.key)) this.close();
      return false;
    }
    event.preventDefault();
    return true;
  },
};
