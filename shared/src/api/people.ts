import { z } from 'zod'
import { Role } from '../review/role.ts'
import { Id } from './common.ts'
import { endpoint } from './endpoint.ts'

/** Somebody of the same office, as colleagues see them. */
export const Colleague = z.object({
  id: Id,
  account: z.string(),
  name: z.string(),
  roles: z.array(Role),
  disabled: z.boolean(),
})
export type Colleague = z.infer<typeof Colleague>

export const listColleagues = endpoint('listColleagues', {
  resource: '单位和用户',
  summary: '本单位人员',
  response: z.object({ items: z.array(Colleague) }),
})

export const listOrganisations = endpoint('listOrganisations', {
  resource: '单位和用户',
  summary: '可以送审的单位',
  response: z.object({ items: z.array(z.object({ id: Id, name: z.string() })) }),
})

const FirstPassword = Colleague.extend({
  /** Shown this once; changed at the first sign-in. `null` where none was set. */
  firstPassword: z.string().nullable(),
})

export const createUser = endpoint('createUser', {
  resource: '单位和用户',
  summary: '设立本单位用户',
  description: '系统管理员、审计员与办理人员不得兼任。',
  access: ['admin'],
  status: 201,
  body: z.object({
    account: z.string().regex(/^[\w.@-]{2,100}$/, '账号由字母、数字和 . _ - @ 组成'),
    name: z.string().trim().min(1).max(100),
    roles: z.array(Role).min(1, '至少选择一个角色').max(Role.options.length),
  }),
  response: FirstPassword,
  problems: ['already-exists', 'move-refused'],
})

export const changeUser = endpoint('changeUser', {
  resource: '单位和用户',
  summary: '变更本单位用户的角色、停用或者重设密码',
  description: '停用和重设密码的，该用户的登录全部失效。',
  access: ['admin'],
  body: z.object({
    roles: z.array(Role).min(1, '至少选择一个角色').max(Role.options.length).optional(),
    disabled: z.boolean().optional(),
    resetPassword: z.boolean().optional(),
  }),
  response: FirstPassword,
  problems: ['user-not-found', 'move-refused'],
})
