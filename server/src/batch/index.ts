export * from './engine.ts'
export type { RulesText } from './job.ts'
export * from './try-rules.ts'
export * from './worker-pool.ts'
