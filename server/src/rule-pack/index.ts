export * from './compile-sound.ts'
export * from './digest.ts'
export * from './load-rule-set.ts'
export type { LocatedProblem } from './parse-yaml.ts'
