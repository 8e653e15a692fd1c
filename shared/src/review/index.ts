export * from './role.ts'
export * from './role-names.ts'
