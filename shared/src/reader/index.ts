export * from './compile-reader.ts'
export * from './features.ts'
export * from './nearest-cases.ts'
export * from './reader-weights.ts'
