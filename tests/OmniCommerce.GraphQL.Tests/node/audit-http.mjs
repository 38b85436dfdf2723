// Runs the audits of npm's graphql-http against a server; fails when one that MUST or SHOULD hold does not.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
let failed = 0;
for (const level of ['MUST', 'SHOULD', 'MAY']) {
  const audits = results.filter(result => result.name.startsWith(level));
  console.log(`${level}: ${audits.filter(result => result.status === 'ok').length} of ${audits.length}`);
  for (const audit of audits.filter(result => result.status !== 'ok')) {
    console.log(`  ${audit.id} ${audit.name}: ${audit.reason}`);
    if (level !== 'MAY') failed++;
  }
}
console.log(failed ? `audits: ${failed} failed` : 'audits: passed');
process.exit(failed ? 1 : 0);
