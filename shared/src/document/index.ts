export * from './document.ts'
export * from './front-matter.ts'
export * from './node.ts'
