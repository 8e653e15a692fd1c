export * from './comparison-docx.ts'
export * from './feedback-docx.ts'
export * from './ledger-xlsx.ts'
export * from './opinion-docx.ts'
