import type { Role } from '@hongxian/shared/review'
import { hashPassword } from '../auth/index.ts'
import { appendEvent, createOrganisation, createUser, findAccount, hasUsers, type Store } from '../store/index.ts'

export const DEMO_ACCOUNT = 'demo'
export const DEMO_PASSWORD = 'hongxian-demo'

const ROLES: readonly Role[] = ['intake', 'reviewer', 'second', 'lead', 'maintainer', 'auditor']

/**
 * Sets up the demo offices on the first run of an empty database.
 *
 * @returns the demo account; `null` where the database is a real office's, which is left as it is
 */
export async function setUpDemoOffice(store: Store): Promise<string | null> {
  if (await hasUsers(store.db)) return (await findAccount(store.db, DEMO_ACCOUNT)) ? DEMO_ACCOUNT : null
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  await store.write(async (writing) => {
    const county = await createOrganisation(writing, { name: '临江县人民政府', parentId: null })
    const office = await createOrganisation(writing, { name: '临江县司法局', parentId: county })
    const department = await createOrganisation(writing, { name: '临江县住房和城乡建设局', parentId: county })
    const person = { passwordHash, mustChangePassword: false }
    await createUser(writing, {
      ...person,
      organisationId: office,
      account: DEMO_ACCOUNT,
      name: '演示审核员',
      roles: ROLES,
    })
    await createUser(writing, {
      ...person,
      organisationId: department,
      account: 'demo-qicao',
      name: '演示承办人',
      roles: ['drafter'],
    })
    await createUser(writing, {
      ...person,
      organisationId: office,
      account: 'demo-counsel',
      name: '演示法律顾问',
      roles: ['counsel'],
    })
    await createUser(writing, {
      ...person,
      organisationId: office,
      account: 'demo-admin',
      name: '演示管理员',
      roles: ['admin'],
    })
    for (const organisationId of [office, department])
      await appendEvent(writing, {
        organisationId,
        type: 'organisation.created',
        summary: '设立演示单位。',
        actorId: null,
        payload: {},
      })
  })
  return DEMO_ACCOUNT
}
