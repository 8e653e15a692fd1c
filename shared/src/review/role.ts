import { z } from 'zod'

/** 角色. The three administrative roles (maintainer, admin, auditor) are kept apart from reviewing and from one another. */
export const Role = z.enum([
  'drafter',
  'intake',
  'reviewer',
  'second',
  'lead',
  'counsel',
  'market',
  'registrar',
  'maintainer',
  'admin',
  'auditor',
])
export type Role = z.infer<typeof Role>
