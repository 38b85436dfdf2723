// Runs the audits of npm's graphql-http against a server; fails when one does not hold.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
const passed = level => {
  const audits = results.filter(result => result.name.startsWith(level));
  return `${audits.filter(result => result.status === 'ok').length} of ${audits.length}`;
};
for (const audit of results.filter(result => result.status !== 'ok')) console.log(`${audit.id} ${audit.name}: ${audit.reason}`);
console.log(`graphql-http: ${passed('')} audits passed (MUST ${passed('MUST')}, SHOULD ${passed('SHOULD')}, MAY ${passed('MAY')})`);
process.exit(results.every(result => result.status === 'ok') ? 0 : 1);
