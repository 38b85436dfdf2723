// The GraphQL language as an editor sees it: tokens, what each name means in the schema, and what may come next.

const namedType = type => type?.ofType ? namedType(type.ofType) : type;
const printType = type => type.kind === 'NON_NULL' ? printType(type.ofType) + '!' : type.kind === 'LIST' ? `[${printType(type.ofType)}]` : type.name;
const isRequired = input => input.type.kind === 'NON_NULL' && input.defaultValue == null;
const isComposite = type => ['OBJECT', 'INTERFACE', 'UNION'].includes(type?.kind);
const isInput = type => ['SCALAR', 'ENUM', 'INPUT_OBJECT'].includes(type.kind);
const signature = (name, member) => name + (member.args?.length ? `(${member.args.map(a => `${a.name}: ${printType(a.type)}`).join(', ')})` : '') + (member.type ? `: ${printType(member.type)}` : '');

class Schema {
  constructor({ __schema }) {
    this.types = new Map(__schema.types.map(type => [type.name, type]));
    this.directives = __schema.directives;
    this.roots = {};
    for (const operation of ['query', 'mutation', 'subscription']) this.roots[operation] = this.types.get(__schema[operation + 'Type']?.name);
    const typename = { name: '__typename', args: [], type: { kind: 'NON_NULL', ofType: this.types.get('String') }, description: 'The name of the object\'s type.' };
    const meta = name => ({ kind: 'OBJECT', name });
    this.meta = {
      any: [typename],
      query: [typename,
        { name: '__schema', args: [], type: { kind: 'NON_NULL', ofType: meta('__Schema') }, description: 'The schema itself.' },
        { name: '__type', args: [{ name: 'name', type: { kind: 'NON_NULL', ofType: this.types.get('String') } }], type: meta('__Type'), description: 'One type of the schema.' }],
    };
  }

  resolve(type) { return this.types.get(namedType(type)?.name); }

  fields(type) {
    if (!isComposite(type)) return [];
    return [...type.fields ?? [], ...type === this.roots.query ? this.meta.query : this.meta.any];
  }

  // Object types that a fragment inside `type` may be on, the type itself and what it shares members with.
  fragmentTypes(type) {
    const possible = t => t.possibleTypes?.map(p => p.name) ?? [t.name];
    const wanted = type && new Set(possible(type));
    return [...this.types.values()].filter(t => isComposite(t) && !t.name.startsWith('__') && (!wanted || possible(t).some(name => wanted.has(name))));
  }
}

const tokenPattern = /([\s,\uFEFF]+)|(#[^\n]*)|("""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?)|(-?\d[\w.+-]*)|([A-Za-z_]\w*)|(\.\.\.|[^])/g;
const tokenKinds = ['space', 'comment', 'string', 'number', 'name', 'punctuation'];

function tokenize(text) {
  return [...text.matchAll(tokenPattern)].map(match => {
    const kind = tokenKinds[match.slice(1).findIndex(group => group !== undefined)];
    return { kind, text: match[0], start: match.index, end: match.index + match[0].length, style: kind };
  });
}

// Reads a document as far as it goes, however broken, and gives each name token its style, meaning and problem.
// With a caret, only the text before it is read, and `expected` says what may be written there.
class Analysis {
  constructor(text, schema, caret) {
    this.schema = schema;
    this.all = tokenize(text);
    this.tokens = this.all.filter(t => t.kind !== 'space' && t.kind !== 'comment' && (caret === undefined || t.end < caret || (t.end === caret && t.kind !== 'name')));
    this.position = 0;
    this.operations = [];
    this.fragments = [];
    while (this.peek({ kind: 'definition' })) this.definition();
  }

  // The next token; where the text ends, `expected` is what the first reader to notice was looking for.
  peek(expected) {
    const token = this.tokens[this.position];
    if (!token && this.expected === undefined) this.expected = expected ?? null;
    return token;
  }

  take(text, expected) {
    const token = this.peek(expected);
    if (!token || (text && token.text !== text)) return undefined;
    this.position++;
    return token;
  }

  name(style, meaning, expected) {
    if (this.peek(expected)?.kind !== 'name') return undefined;
    const token = this.take();
    token.style = style;
    Object.assign(token, meaning?.(token.text));
    return token;
  }

  problem(text) { return this.schema ? { problem: text } : undefined; }

  definition() {
    const start = this.peek();
    if (start.text === '{') {
      const operation = { kind: 'query', start: start.start, variables: new Map() };
      this.operations.push(operation);
      this.selections(this.schema?.roots.query, operation);
      operation.end = this.tokens[this.position - 1].end;
    } else if (['query', 'mutation', 'subscription'].includes(start.text)) this.operation(this.name('keyword').text, start.start);
    else if (start.text === 'fragment') this.fragment();
    else this.position++;
  }

  operation(kind, start) {
    const operation = { kind, start, variables: new Map() };
    this.operations.push(operation);
    operation.name = this.name('name')?.text;
    if (this.take('(')) {
      while (this.peek() && !this.take(')')) this.variable(operation);
    }
    this.directives(operation);
    this.selections(this.schema?.roots[kind], operation);
    operation.end = this.tokens[this.position - 1].end;
  }

  variable(operation) {
    if (!this.take('$')) return void this.position++;
    this.tokens[this.position - 1].style = 'variable';
    const name = this.name('variable')?.text;
    this.take(':');
    const type = this.typeReference();
    if (name) operation.variables.set(name, type);
    if (this.take('=')) this.value(type, operation);
    this.directives(operation);
  }

  typeReference() {
    let type;
    if (this.take('[', { kind: 'inputType' })) {
      type = { kind: 'LIST', ofType: this.typeReference() };
      this.take(']');
    } else {
      const token = this.name('type', text => this.typeMeaning(text), { kind: 'inputType' });
      type = this.schema?.types.get(token?.text) ?? { kind: 'SCALAR', name: token?.text };
    }
    return this.take('!') ? { kind: 'NON_NULL', ofType: type } : type;
  }

  typeMeaning(name) {
    const type = this.schema?.types.get(name);
    return type ? { title: name, description: type.description, goto: { type: name } } : this.problem(`There is no type ${name}.`);
  }

  fragment() {
    this.name('keyword');
    const name = this.name('name')?.text;
    if (this.peek({ kind: 'on' })?.text === 'on') this.name('keyword');
    const token = this.name('type', text => this.typeMeaning(text), { kind: 'fragmentType' });
    this.fragments.push({ name, type: token?.text });
    this.directives();
    this.selections(this.schema?.types.get(token?.text));
  }

  selections(type, operation) {
    if (!this.take('{')) return;
    for (;;) {
      const token = this.peek({ kind: 'field', type });
      if (!token || this.take('}')) return;
      if (this.take('...')) this.spread(type, operation);
      else if (token.kind === 'name') this.field(type, operation);
      else this.position++;
    }
  }

  spread(type, operation) {
    const next = this.peek({ kind: 'spread', type });
    let inner = type;
    if (next?.text === 'on') {
      this.name('keyword');
      const token = this.name('type', text => this.typeMeaning(text), { kind: 'fragmentType', type });
      inner = this.schema?.types.get(token?.text);
    } else if (next?.kind === 'name') {
      this.name('name');
      return void this.directives(operation);
    }
    this.directives(operation);
    this.selections(inner, operation);
  }

  field(type, operation) {
    const here = { kind: 'field', type };
    let token = this.name('field');
    if (this.peek(here)?.text === ':') {
      this.take(':');
      token.style = 'name';
      token = this.name('field', undefined, here);
      if (!token) return;
    }
    const field = this.schema?.fields(type).find(f => f.name === token.text);
    if (field) Object.assign(token, { title: signature(`${type.name}.${field.name}`, field), description: field.description, deprecated: field.deprecationReason, goto: { type: type.name, member: field.name } });
    else if (isComposite(type)) Object.assign(token, this.problem(`${type.name} has no field ${token.text}.`));
    this.args(field?.args, operation, token, `${type?.name}.${token.text}`, here);
    this.directives(operation, here);
    const result = this.schema?.resolve(field?.type);
    if (this.peek(here)?.text === '{') this.selections(result, operation);
    else if (isComposite(result) && this.expected === undefined) token.problem = `${result.name} is an object: select at least one of its fields.`;
  }

  args(known, operation, member, owner, here) {
    const given = new Set(), opened = this.peek(here)?.text === '(' && this.take('(');
    while (opened) {
      const expected = { kind: 'argument', inputs: known?.filter(a => !given.has(a.name)) };
      if (!this.peek(expected) || this.take(')')) break;
      const token = this.name('argument', text => this.inputMeaning(known, text, owner));
      if (!token) { this.position++; continue; }
      given.add(token.text);
      this.take(':');
      this.value(known?.find(a => a.name === token.text)?.type, operation);
    }
    const missing = known?.find(a => isRequired(a) && !given.has(a.name));
    if (missing && this.expected === undefined) member.problem = `The argument ${missing.name} is required.`;
  }

  inputMeaning(known, name, owner) {
    const input = known?.find(a => a.name === name);
    if (input) return { title: signature(name, input), description: input.description, goto: { type: namedType(input.type).name } };
    return known ? this.problem(`${owner} takes no ${name}.`) : undefined;
  }

  directives(operation, here) {
    while (this.peek(here)?.text === '@') {
      this.take().style = 'directive';
      const token = this.name('directive', undefined, { kind: 'directive' });
      const directive = this.schema?.directives.find(d => d.name === token?.text);
      if (directive) Object.assign(token, { title: signature(`@${directive.name}`, directive), description: directive.description });
      this.args(directive?.args, operation, token, `@${token?.text}`, here);
    }
  }

  value(type, operation) {
    const target = type?.kind === 'NON_NULL' ? type.ofType : type;
    const token = this.peek({ kind: 'value', type: target, operation });
    if (!token) return;
    if (this.take('$')) {
      token.style = 'variable';
      this.name('variable', name => !operation ? undefined
        : operation.variables.has(name) ? { title: `$${name}: ${printType(operation.variables.get(name))}` } : { problem: `The operation declares no $${name}.` }, { kind: 'variable', operation });
    } else if (this.take('[')) {
      while (this.peek({ kind: 'value', type: target?.ofType, operation }) && !this.take(']')) this.value(target?.kind === 'LIST' ? target.ofType : target, operation);
    } else if (this.take('{')) this.object(this.schema?.resolve(target), operation);
    else if (token.kind === 'name') this.name(['true', 'false', 'null'].includes(token.text) ? 'literal' : 'enum', name => this.enumMeaning(this.schema?.resolve(target), name));
    else if (!/[)}\]]/.test(token.text)) this.position++;
  }

  enumMeaning(type, name) {
    const value = type?.enumValues?.find(v => v.name === name);
    if (value) return { title: `${type.name}.${name}`, description: value.description, goto: { type: type.name } };
    return type?.kind === 'ENUM' && name !== 'null' ? this.problem(`${type.name} has no value ${name}.`) : undefined;
  }

  object(type, operation) {
    const given = new Set();
    for (;;) {
      const token = this.peek({ kind: 'argument', inputs: type?.inputFields?.filter(f => !given.has(f.name)) });
      if (!token || this.take('}')) return;
      if (!this.name('argument', text => this.inputMeaning(type?.inputFields, text, type?.name))) { this.position++; continue; }
      given.add(token.text);
      this.take(':');
      this.value(type?.inputFields?.find(f => f.name === token.text)?.type, operation);
    }
  }
}

// What may be written at the caret: proposals with the text that each inserts; `|` marks where the caret goes.
function propose(text, caret, schema) {
  const before = tokenize(text).find(t => t.start < caret && caret <= t.end);
  if (!schema || ((before?.kind === 'string' || before?.kind === 'comment') && caret <= before.end)) return { from: caret, items: [] };
  const prefix = before?.kind === 'name' ? text.slice(before.start, caret) : '';
  const analysis = new Analysis(text, schema, caret);
  const items = proposalsFor(analysis.expected, schema, new Analysis(text, schema), text.slice(caret));
  const wanted = prefix.toLowerCase();
  const matches = items.filter(item => item.label.toLowerCase().includes(wanted) && item.label !== prefix);
  matches.sort((a, b) => b.label.toLowerCase().startsWith(wanted) - a.label.toLowerCase().startsWith(wanted));
  return { from: caret - prefix.length, items: matches };
}

function proposalsFor(expected, schema, whole, after) {
  const opened = /^\w*\s*[({]/.test(after);
  const plain = (label, detail = '', description = '') => ({ label, detail, description, insert: label });
  const ofType = type => plain(type.name, type.kind.toLowerCase().replace('_', ' '), type.description);
  const fragments = type => whole.fragments.filter(f => f.name && schema.fragmentTypes(type).some(t => t.name === f.type));
  switch (expected?.kind) {
    case 'definition': return ['query', 'mutation', 'subscription'].filter(k => schema.roots[k]).map(k => ({ ...plain(k), insert: opened ? k : `${k} {\n  |\n}` }))
      .concat({ ...plain('fragment'), insert: 'fragment | on' });
    case 'field': return schema.fields(expected.type).map(field => ({ ...plain(field.name, printType(field.type), field.description), deprecated: field.deprecationReason, insert: opened ? field.name : fieldText(field, schema) }))
      .concat(expected.type ? [plain('...', 'fragment')] : []);
    case 'spread': return [{ ...plain('on', 'inline fragment'), insert: 'on |' }, ...fragments(expected.type).map(f => plain(f.name, `on ${f.type}`))];
    case 'on': return [plain('on')];
    case 'fragmentType': return schema.fragmentTypes(expected.type).map(ofType);
    case 'inputType': return [...schema.types.values()].filter(t => isInput(t) && !t.name.startsWith('__')).map(ofType);
    case 'argument': return (expected.inputs ?? []).map(input => ({ ...plain(input.name, printType(input.type), input.description), deprecated: input.deprecationReason, insert: /^\w*\s*:/.test(after) ? input.name : `${input.name}: |` }));
    case 'directive': return schema.directives.map(d => ({ ...plain(d.name, '', d.description), insert: d.args.some(isRequired) ? `${d.name}(${d.args.find(isRequired).name}: |)` : d.name }));
    case 'variable': return [...expected.operation?.variables ?? []].map(([name, type]) => plain(name, printType(type)));
    case 'value': return valueProposals(expected, schema, plain);
    default: return [];
  }
}

// A field as it is usually needed: with its required arguments, with a selection when it is an object.
function fieldText(field, schema) {
  const required = field.args.filter(isRequired);
  const args = required.length ? `(${required.map((a, i) => `${a.name}: ${i ? '' : '|'}`).join(', ')})` : '';
  if (!isComposite(schema.resolve(field.type))) return field.name + args;
  return `${field.name}${args} {\n  ${args ? '' : '|'}\n}`;
}

function valueProposals({ type, operation }, schema, plain) {
  const target = schema.resolve(type);
  const variables = [...operation?.variables ?? []].filter(([, t]) => namedType(t).name === target?.name).map(([name, t]) => plain('$' + name, printType(t)));
  if (target?.kind === 'ENUM') return [...target.enumValues.map(v => ({ ...plain(v.name, target.name, v.description), deprecated: v.deprecationReason })), ...variables];
  if (target?.name === 'Boolean') return [plain('true'), plain('false'), ...variables];
  if (target?.kind === 'INPUT_OBJECT') return [{ ...plain('{ … }', target.name, target.description), insert: '{ | }' }, ...variables];
  return variables;
}

// Lays a document out anew: two spaces per level, one selection per line; comments stay. Text that is no document is left alone.
function formatDocument(text) {
  const tokens = tokenize(text).filter(t => t.kind !== 'space');
  let out = '', depth = 0, brackets = 0, previous, beforePrevious;
  const line = () => { out = out.trimEnd() + '\n' + '  '.repeat(depth); };
  for (const token of tokens) {
    const t = token.text, glued = previous && /^(\(|\[|\$|@|!?\.\.\.)$/.test(previous.text);
    if (token.kind === 'comment') { if (out) line(); out += t; }
    else if (t === '{' && !brackets) { out = out.trimEnd() + (out && !out.endsWith('\n') ? ' {' : '{'); depth++; }
    else if (t === '}' && !brackets) { depth = Math.max(0, depth - 1); line(); out += '}' + (depth ? '' : '\n\n'); }
    else if (/^[([]$/.test(t)) { out += (t === '[' && brackets && !/^[:=([]$/.test(previous?.text) ? ', ' : '') + t; brackets++; }
    else if (/^[)\]]$/.test(t)) { out = out.trimEnd() + t; brackets = Math.max(0, brackets - 1); }
    else if (t === ':') out += ': ';
    else if (t === '=') out += ' = ';
    else if (t === '!') out += '!';
    else if (brackets && t === '{') { out += (/^[:=([]$/.test(previous?.text) ? '' : ', ') + '{ '; }
    else if (brackets && t === '}') out = out.trimEnd() + ' }';
    else if (brackets) out += (glued || /^[:={]$/.test(previous?.text) ? '' : t === '@' ? ' ' : ', ') + t;
    else if (t === '@') out += ' @';
    else if (t === '...') { line(); out += t; }
    else if (!depth) out += (!out || out.endsWith('\n') || glued ? '' : ' ') + t;
    else if (glued && previous.text === '...') out += (t === 'on' ? ' ' : '') + t;
    else if (glued || previous?.text === ':') out += t;
    else if (previous?.text === 'on' && beforePrevious?.text === '...') out += ' ' + t;
    else { line(); out += t; }
    if (token.kind === 'comment') line();
    [beforePrevious, previous] = [previous, token];
  }
  return out.trim() + '\n';
}

const jsonPattern = /(\s+)|("(?:\\.|[^"\\\n])*"?)(?=(\s*:)?)|(-?\d[\d.eE+-]*)|(true|false|null)|([^])/g;

function tokenizeJson(text) {
  return [...text.matchAll(jsonPattern)].map(([all, space, string, key, number, literal]) =>
    ({ text: all, style: space ? 'space' : string ? key ? 'key' : 'string' : number ? 'number' : literal ? 'literal' : 'punctuation' }));
}
