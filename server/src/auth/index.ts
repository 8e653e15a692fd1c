export * from './authenticate.ts'
export * from './passwords.ts'
export * from './secrets.ts'
export * from './sign-in.ts'
