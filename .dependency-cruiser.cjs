/** The arrows of ARCHITECTURE.md: each package may import only what is listed for it. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/core/src' },
      to: { path: '^packages/(?!core/)' },
    },
    {
      name: 'core-runs-in-a-browser',
      severity: 'error',
      from: { path: '^packages/core/src', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sql-imports-core-only',
      severity: 'error',
      from: { path: '^packages/sql/src' },
      to: { path: '^packages/(?!(sql|core)/)' },
    },
    {
      name: 'sql-has-no-drivers',
      comment: 'SQL is text; databases are opened by tests only',
      severity: 'error',
      from: { path: '^packages/sql/src', pathNot: '(\\.test\\.ts$|^packages/sql/src/testing/)' },
      to: { path: '(^packages/sql/src/testing/|node_modules/)', dependencyTypesNot: ['core'] },
    },
    {
      name: 'small-core-knows-no-lists',
      comment: 'the main entry must not pull in the derivation lists',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: ['^packages/core/src/derive/', '\\.test\\.ts$'] },
      to: { path: '^packages/core/src/derive/' },
    },
    {
      name: 'ingest-and-identity-do-no-io',
      comment:
        'what an event means and who is one lead are functions; files, sockets and the store come in as arguments',
      severity: 'error',
      from: { path: '^packages/server/src/(ingest|identity)/', pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|util|zlib|timers/promises)$' },
    },
    {
      name: 'source-does-not-import-tests',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
