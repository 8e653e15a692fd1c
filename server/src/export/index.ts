export * from './comparison-docx.ts'
export * from './opinion-docx.ts'
