import type { Role } from './role.ts'

const REVIEWING: readonly Role[] = ['drafter', 'intake', 'reviewer', 'second', 'lead', 'market', 'registrar']

/** 三员分立: who manages accounts cannot review, who audits cannot change. @returns the sentence, or `null` */
export function roleConflict(roles: readonly Role[]): string | null {
  const isReviewing = roles.some((role) => REVIEWING.includes(role))
  if (roles.includes('admin') && (isReviewing || roles.includes('auditor')))
    return '系统管理员不得兼任办理人员和审计员。'
  return roles.includes('auditor') && (isReviewing || roles.includes('maintainer'))
    ? '审计员不得兼任办理人员和规则维护员。'
    : null
}
