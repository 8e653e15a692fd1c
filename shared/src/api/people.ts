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

/** A unit in the tree of units. */
export const Organisation = z.object({
  id: Id,
  name: z.string(),
  parentId: Id.nullable(),
  /** Somebody there signs opinions, so that drafts can be submitted to it. */
  reviews: z.boolean(),
  /** Whether the person asking manages its people. */
  managed: z.boolean(),
})
export type Organisation = z.infer<typeof Organisation>

export const listColleagues = endpoint('listColleagues', {
  resource: '单位和用户',
  summary: '本单位人员',
  description: '系统管理员可以查看所辖单位的人员（organisationId）。',
  query: z.object({ organisationId: Id.optional() }),
  response: z.object({ items: z.array(Colleague) }),
  problems: ['organisation-not-found'],
})

export const listOrganisations = endpoint('listOrganisations', {
  resource: '单位和用户',
  summary: '各单位',
  response: z.object({ items: z.array(Organisation) }),
})

const OrganisationName = z.string().trim().min(2, '应当填写单位名称').max(100, '单位名称不超过100字')

export const createOrganisation = endpoint('createOrganisation', {
  resource: '单位和用户',
  summary: '设立下级单位',
  description: '由系统管理员在本单位和所辖单位之下设立；单位名称不得重复。',
  access: ['admin'],
  status: 201,
  body: z.object({ name: OrganisationName, parentId: Id }),
  response: Organisation,
  problems: ['already-exists', 'organisation-not-found'],
  example: { body: { name: '临江县住房和城乡建设局', parentId: '01j9z3' } },
})

export const changeOrganisation = endpoint('changeOrganisation', {
  resource: '单位和用户',
  summary: '变更单位名称',
  description: '机构更名和名称有误的，由系统管理员变更本单位和所辖单位的名称；已经签发的文书不变。',
  access: ['admin'],
  body: z.object({ name: OrganisationName }),
  response: Organisation,
  problems: ['already-exists', 'organisation-not-found'],
})

const FirstPassword = Colleague.extend({
  /** Shown this once; changed at the first sign-in. `null` where none was set. */
  firstPassword: z.string().nullable(),
})

export const createUser = endpoint('createUser', {
  resource: '单位和用户',
  summary: '设立用户',
  description: '在本单位或者所辖单位（organisationId）设立。系统管理员、审计员与办理人员不得兼任。',
  access: ['admin'],
  status: 201,
  body: z.object({
    account: z.string().regex(/^[\w.@-]{2,100}$/, '账号由字母、数字和 . _ - @ 组成'),
    name: z.string().trim().min(1).max(100),
    roles: z.array(Role).min(1, '至少选择一个角色').max(Role.options.length),
    organisationId: Id.optional(),
  }),
  response: FirstPassword,
  problems: ['already-exists', 'move-refused', 'organisation-not-found'],
})

export const changeUser = endpoint('changeUser', {
  resource: '单位和用户',
  summary: '变更用户的姓名、角色，停用或者重设密码',
  description:
    '本单位和所辖单位的用户。停用和重设密码的，该用户的登录全部失效。系统管理员不得停用本人、取消本人的系统管理员角色。',
  access: ['admin'],
  body: z.object({
    name: z.string().trim().min(1).max(100).optional(),
    roles: z.array(Role).min(1, '至少选择一个角色').max(Role.options.length).optional(),
    disabled: z.boolean().optional(),
    resetPassword: z.boolean().optional(),
  }),
  response: FirstPassword,
  problems: ['user-not-found', 'move-refused'],
})
