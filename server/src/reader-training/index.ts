export * from './choose-cut.ts'
export * from './collect-examples.ts'
export * from './hold-out.ts'
export * from './train-reader.ts'
