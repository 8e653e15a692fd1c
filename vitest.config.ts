import { defineConfig } from 'vitest/config'

const project = (name: string, include: string[], slow = false) => ({
  test: {
    name,
    include,
    environment: 'node' as const,
    // Browser and server tests share ports, a display and two cores: one file at a time.
    ...(slow
      ? { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false }
      : { testTimeout: 30_000, hookTimeout: 30_000 }),
  },
})

export default defineConfig({
  test: {
    reporters: ['default', './test/reporter.ts'],
    projects: [
      project('unit', [
        'shared/{src,ui}/**/*.test.{ts,tsx}',
        'server/{src,console/src}/**/*.test.ts',
        'extension/src/**/*.test.{ts,tsx}',
      ]),
      project('architecture', ['test/architecture/**/*.test.ts']),
      project('corpus', ['test/corpus/**/*.test.ts'], true),
      project('e2e', ['test/e2e/**/*.test.ts'], true),
      project('resilience', ['test/resilience/**/*.test.ts'], true),
    ],
  },
})
