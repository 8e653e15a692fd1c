import type { Role } from './role.ts'

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  drafter: '起草单位承办人',
  intake: '收件人',
  reviewer: '审核承办人',
  second: '复核人',
  lead: '审核负责人',
  counsel: '法律顾问',
  market: '公平竞争审查员',
  registrar: '登记员',
  maintainer: '规则维护员',
  admin: '系统管理员',
  auditor: '审计员',
}
