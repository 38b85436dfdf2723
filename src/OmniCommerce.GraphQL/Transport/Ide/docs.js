// The documentation explorer: root operations, one page per type, search over names and descriptions.

const docs = {
  schema: null,
  path: [],

  load(schema) { this.schema = schema; this.path = []; this.show(); },

  open(type, member) {
    if (!this.schema?.types.has(type)) return;
    if (this.path.at(-1)?.type !== type) this.path.push({ type });
    $('docs-search').value = '';
    this.show();
    document.getElementById(`member-${member}`)?.scrollIntoView({ block: 'center' });
  },

  show() {
    const current = this.path.at(-1), search = $('docs-search').value.trim();
    $('docs').scrollTop = 0;
    $('docs-path').replaceChildren();
    if (!this.schema) return $('docs').replaceChildren(element('p', { textContent: 'The schema is not available. Queries run all the same.' }));
    if (search) return this.results(search.toLowerCase());
    this.crumbs();
    if (current) this.page(this.schema.types.get(current.type)); else this.start();
  },

  crumbs() {
    const crumb = (text, index) => this.link(text, () => { this.path.length = index; this.show(); });
    const recent = this.path.slice(0, -1).map(({ type }, index) => [' › ', crumb(type, index + 1)]).slice(-2).flat();
    if (this.path.length) $('docs-path').append(crumb('Schema', 0), ...recent, ' › ', this.path.at(-1).type);
  },

  link(text, onclick, className = '') {
    return element('a', { href: '#', textContent: text, className, onclick: event => { event.preventDefault(); onclick(); } });
  },

  typeLink(type) {
    const name = namedType(type).name, [before, after] = printType(type).split(name);
    return element('span', {}, before, this.link(name, () => this.open(name)), after);
  },

  start() {
    const roots = Object.entries(this.schema.roots).filter(([, type]) => type);
    const types = [...this.schema.types.values()].filter(t => !t.name.startsWith('__') && !roots.some(([, root]) => root === t)).sort((a, b) => a.name.localeCompare(b.name));
    const section = (title, list) => list.length ? [element('h3', { textContent: title }), ...list.map(t => element('div', { className: 'signature' }, this.link(t.name, () => this.open(t.name))))] : [];
    const kinds = { Objects: 'OBJECT', Interfaces: 'INTERFACE', Unions: 'UNION', Inputs: 'INPUT_OBJECT', Enums: 'ENUM', Scalars: 'SCALAR' };
    $('docs').replaceChildren(element('h3', { textContent: 'Operations' }),
      ...roots.map(([operation, type]) => element('div', { className: 'signature' }, `${operation}: `, this.link(type.name, () => this.open(type.name)))),
      ...Object.entries(kinds).flatMap(([title, kind]) => section(title, types.filter(t => t.kind === kind))));
  },

  page(type) {
    const list = (title, types) => types?.length ? [element('h3', { textContent: title }), ...types.map(t => element('div', { className: 'signature' }, this.typeLink(t)))] : [];
    const members = type.fields ?? type.inputFields ?? [];
    $('docs').replaceChildren(element('h2', { textContent: type.name }), element('span', { className: 'quiet', textContent: type.kind.toLowerCase().replace('_', ' ') + (type.isOneOf ? ', exactly one field' : '') }),
      ...type.description ? [element('p', {}, ...prose(type.description))] : [], ...list('Implements', type.interfaces),
      ...type.specifiedByURL ? [element('p', { textContent: `Specified by ${type.specifiedByURL}` })] : [],
      ...members.length ? [element('h3', { textContent: 'Fields' }), ...members.map(m => this.member(m, type))] : [],
      ...type.enumValues?.length ? [element('h3', { textContent: 'Values' }), ...type.enumValues.map(v => this.member(v, type))] : [],
      ...list(type.kind === 'INTERFACE' ? 'Implemented by' : 'Possible types', type.kind === 'OBJECT' ? [] : type.possibleTypes), ...list('Used by', this.usersOf(type)));
  },

  member(member, type) {
    const arg = a => element('span', { className: 'args', title: a.description ?? '' }, element('span', { className: 'argument', textContent: a.name }), ': ', this.typeLink(a.type), a.defaultValue != null ? ` = ${a.defaultValue}` : '');
    const line = element('div', { className: 'signature' }, element('span', { className: member.type ? 'field' : 'enum', textContent: member.name }));
    if (member.args?.length) line.append('(', ...member.args.map(arg), ')');
    if (member.type) line.append(': ', this.typeLink(member.type), member.defaultValue != null ? ` = ${member.defaultValue}` : '');
    if (Object.values(this.schema.roots).includes(type)) line.append(' ', element('button', { className: 'small', textContent: 'Use', title: `Put ${member.name} into the query`, onclick: () => insertRootField(type, member) }));
    return element('div', { className: 'member', id: `member-${member.name}` }, line, ...explain({ description: member.description, deprecated: member.deprecationReason }));
  },

  usersOf(type) {
    const uses = member => namedType(member.type).name === type.name || member.args?.some(a => namedType(a.type).name === type.name);
    return [...this.schema.types.values()].filter(t => !t.name.startsWith('__') && t !== type && [...t.fields ?? [], ...t.inputFields ?? []].some(uses)).slice(0, 30);
  },

  results(wanted) {
    const hits = [];
    for (const type of this.schema.types.values()) {
      if (type.name.startsWith('__')) continue;
      const rank = text => text.toLowerCase() === wanted ? 0 : text.toLowerCase().startsWith(wanted) ? 1 : text.toLowerCase().includes(wanted) ? 2 : 9;
      const add = (rankOf, label, member, description) => { if (rankOf < 9 || description?.toLowerCase().includes(wanted)) hits.push({ rank: rankOf, label, type: type.name, member, description }); };
      add(rank(type.name), type.name, undefined, type.description);
      for (const m of [...type.fields ?? [], ...type.inputFields ?? [], ...type.enumValues ?? []]) add(Math.min(rank(m.name), ...(m.args ?? []).map(a => rank(a.name) + 3)), `${type.name}.${m.name}`, m.name, m.description);
    }
    hits.sort((a, b) => a.rank - b.rank || a.label.length - b.label.length);
    $('docs').replaceChildren(element('p', { textContent: hits.length ? `${hits.length} found` : 'Nothing found.' }), ...hits.slice(0, 100).map(hit =>
      element('div', { className: 'member' }, element('div', { className: 'signature' }, this.link(hit.label, () => this.open(hit.type, hit.member), hit.member ? 'field' : '')),
        ...hit.description ? [element('p', {}, ...prose(hit.description.length > 140 ? hit.description.slice(0, 140) + '…' : hit.description))] : [])));
  },
};
