// Two projects: Node code runs as ES modules, the component in jsdom as CommonJS (miniprogram-simulate needs it).
// jest 30 wants "overrides": { "unrs-resolver": "1.11.1" }, whose newer versions lack platform packages.
const swc = (type) => [
  '@swc/jest',
  {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022', experimental: { keepImportAttributes: true } },
    module: { type },
  },
]

// The packages of a release bear the names of the workspaces.
const shared = { rootDir: __dirname, modulePathIgnorePatterns: ['<rootDir>/dist/'] }

module.exports = {
  // A busy machine is slow, not wrong.
  testTimeout: 180_000,
  // One more than CI has cores, because the longest tests wait most of the time.
  maxWorkers: 3,
  testSequencer: '<rootDir>/test/longest-first.cjs',
  // Node never frees ES modules, so a worker is replaced before it holds gigabytes of them.
  workerIdleMemoryLimit: '500MB',
  projects: [
    {
      ...shared,
      displayName: 'node',
      // 'js' first: ali-oss ships a stray .ts beside each .js, which would be found before it.
      moduleFileExtensions: ['js', 'cjs', 'mjs', 'ts', 'json'],
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/components/'],
      extensionsToTreatAsEsm: ['.ts'],
      transform: { '^.+\\.ts$': swc('es6') },
    },
    {
      ...shared,
      displayName: 'simulate',
      moduleFileExtensions: ['ts', 'js', 'json'],
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/test/components/**/*.test.ts'],
      transform: { '^.+\\.ts$': swc('commonjs'), '/tdesign-miniprogram/.+\\.js$': swc('commonjs') },
      // TDesign publishes ES modules, and brings the packages that they import as "Build npm" would leave them.
      moduleNameMapper: {
        '^(dayjs|tinycolor2|marked)(/.*)?$':
          '<rootDir>/node_modules/tdesign-miniprogram/miniprogram_dist/miniprogram_npm/$1$2',
      },
      transformIgnorePatterns: ['/node_modules/(?!tdesign-miniprogram/)'],
    },
  ],
}
