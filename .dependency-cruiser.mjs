// Who may import whom: the picture of ARCHITECTURE.md as data. `allowed` is exhaustive: what is not listed is refused.
const npm = (names) => ({ path: `node_modules/(${names})/|^(${names})$` })
const sharedFolder = (from, to) => ({
  from: { path: `^shared/src/${from}/` },
  to: { path: `^shared/src/(${[from, ...to].join('|')})/` },
})

export default {
  forbidden: [
    // A cycle that only types close does not exist when the code runs.
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?inline$' } },
  ],
  allowedSeverity: 'error',
  allowed: [
    // inside shared/src
    sharedFolder('text', []),
    sharedFolder('document', ['text']),
    sharedFolder('law', ['text']),
    sharedFolder('reader', ['document', 'text', 'rule']),
    sharedFolder('rule', ['reader', 'law', 'document', 'text']),
    sharedFolder('diff', ['document', 'text', 'rule']),
    sharedFolder('anchor', ['diff', 'text']),
    sharedFolder('review', ['text', 'rule']),
    sharedFolder('api', ['text', 'document', 'rule', 'diff', 'review']),
    { from: { path: '^shared/ui/' }, to: { path: '^shared/ui/|^shared/src/[^/]+/' } },
    { from: { path: '^shared/ui/' }, to: npm('preact') },
    { from: { path: '^shared/src/' }, to: npm('zod') },
    // server: main → app → routes → the rest
    { from: { path: '^server/(bin|src)/' }, to: { path: '^shared/src/' } },
    { from: { path: '^server/bin/' }, to: { path: '^server/src/cli/main.ts$' } },
    { from: { path: '^server/src/(main|config|app)\\.ts$|^server/src/cli/' }, to: { path: '^server/src/' } },
    {
      from: { path: '^server/src/routes/' },
      to: { path: '^server/src/(routes|http|auth|store|rule-pack|law-texts|export|batch)/' },
    },
    { from: { path: '^server/src/auth/' }, to: { path: '^server/src/(auth|store|http)/' } },
    { from: { path: '^server/src/http/' }, to: { path: '^server/src/http/' } },
    { from: { path: '^server/src/store/' }, to: { path: '^server/src/store/' } },
    { from: { path: '^server/src/rule-pack/' }, to: { path: '^server/src/(rule-pack|law-texts)/' } },
    { from: { path: '^server/src/reader-training/' }, to: { path: '^server/src/reader-training/' } },
    { from: { path: '^server/src/law-texts/' }, to: { path: '^server/src/law-texts/' } },
    { from: { path: '^server/src/export/' }, to: { path: '^server/src/export/' } },
    { from: { path: '^server/src/batch/' }, to: { path: '^server/src/(batch|rule-pack)/' } },
    { from: { path: '^server/intranet/' }, to: { path: '^server/intranet/' } },
    { from: { path: '^server/src/' }, to: { path: '^server/intranet/' } },
    { from: { path: '^server/console/' }, to: { path: '^server/console/|^shared/(src|ui)/' } },
    { from: { path: '^server/' }, to: { dependencyTypes: ['core'] } },
    {
      from: { path: '^server/' },
      to: npm(
        'hono|@hono/node-server|@node-rs/argon2|better-sqlite3|docx|fflate|kysely|openid-client|pg|zod|yaml|vite|preact|prom-client',
      ),
    },
    // extension: entrypoints wire page, background and side panel, which do not know one another
    { from: { path: '^extension/' }, to: { path: '^shared/(src|ui)/' } },
    { from: { path: '^extension/src/entrypoints/' }, to: { path: '^extension/src/' } },
    ...['page', 'background', 'sidepanel', 'file'].map((room) => ({
      from: { path: `^extension/src/${room}/` },
      to: { path: `^extension/src/(${room}/|[^/]+\\.tsx?$)` },
    })),
    { from: { path: '^extension/src/[^/]+\\.tsx?$' }, to: { path: '^extension/src/[^/]+\\.tsx?$' } },
    { from: { path: '^extension/' }, to: { path: '\\.css\\?inline$' } },
    { from: { path: '^extension/' }, to: npm('wxt|preact|@preact/signals|fflate|vite') },
  ],
  options: {
    // With TypeScript 7 alone the cruiser sees no module at all; swc reads them.
    parser: 'swc',
    tsPreCompilationDeps: true,
    exclude: { path: '\\.test\\.tsx?$|\\.output|\\.wxt|/dist/' },
    doNotFollow: { path: 'node_modules/(?!@hongxian)' },
    exoticRequireStrings: [],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default', 'node'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css', '.json'],
    },
  },
}
