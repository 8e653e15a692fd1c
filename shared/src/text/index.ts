export * from './char-class.ts'
export * from './numeral.ts'
export * from './span.ts'
