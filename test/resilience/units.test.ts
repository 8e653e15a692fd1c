import { describe, expect, it } from 'vitest'
import { inOffices } from './office.ts'

// The first day: an administrator sets up the units of a 区 and their people, and undoes what was set up wrongly.

inOffices((offices) => {
  describe('units and people', () => {
    const idOf = async (name: string) => {
      const { items } = await (await offices.as('ours-admin'))('listOrganisations', {})
      return items.find((one) => one.name === name)?.id as string
    }

    it('are set up beneath the administrator’s own unit, under a name of their own', async () => {
      const admin = await offices.as('ours-admin')
      const own = await idOf('ours')
      const created = await admin('createOrganisation', { body: { name: '临江区教育局', parentId: own } })
      expect(created).toMatchObject({ name: '临江区教育局', parentId: own, reviews: false, managed: true })
      const school = await admin('createOrganisation', { body: { name: '临江区第一中学', parentId: created.id } })
      expect(school.managed).toBe(true)
      const again = admin('createOrganisation', { body: { name: '临江区教育局', parentId: own } })
      await expect(again).rejects.toMatchObject({ slug: 'already-exists', detail: '单位“临江区教育局”已经存在。' })
      const theirs = await idOf('theirs')
      for (const body of [
        { name: '别处的局', parentId: theirs },
        { name: '别处的局', parentId: 'nowhere' },
      ])
        await expect(admin('createOrganisation', { body })).rejects.toMatchObject({ slug: 'organisation-not-found' })
    })

    it('are renamed, and what was said of them stays', async () => {
      const admin = await offices.as('ours-admin')
      const organisationId = await idOf('临江区教育局')
      const body = { name: '临江区教育体育局' }
      expect(await admin('changeOrganisation', { params: { organisationId }, body })).toMatchObject(body)
      const taken = admin('changeOrganisation', { params: { organisationId }, body: { name: 'theirs' } })
      await expect(taken).rejects.toMatchObject({ slug: 'already-exists' })
      const theirs = admin('changeOrganisation', { params: { organisationId: await idOf('theirs') }, body })
      await expect(theirs).rejects.toMatchObject({ slug: 'organisation-not-found' })
    })

    it('have people, who sign in there and are managed from above alone', async () => {
      const admin = await offices.as('ours-admin')
      const organisationId = await idOf('临江区教育体育局')
      const body = { account: 'jyj-zhang', name: '张某', roles: ['lead' as const], organisationId }
      const { id: userId, firstPassword } = await admin('createUser', { body })
      expect(firstPassword).toMatch(/^\S{10,}$/)
      const { items } = await admin('listColleagues', { query: { organisationId } })
      expect(items).toEqual([{ id: userId, account: 'jyj-zhang', name: '张某', roles: ['lead'], disabled: false }])
      const units = await admin('listOrganisations', {})
      expect(units.items.find(({ id }) => id === organisationId)?.reviews).toBe(true)
      const renamed = await admin('changeUser', { params: { userId }, body: { name: '张三', roles: ['drafter'] } })
      expect(renamed).toMatchObject({ name: '张三', roles: ['drafter'], firstPassword: null })

      const others = await offices.as('theirs-admin')
      await expect(others('createUser', { body: { ...body, account: 'x9' } })).rejects.toMatchObject({ status: 404 })
      await expect(others('listColleagues', { query: { organisationId } })).rejects.toMatchObject({ status: 404 })
      const change = others('changeUser', { params: { userId }, body: { disabled: true } })
      await expect(change).rejects.toMatchObject({ slug: 'user-not-found' })
      const reader = await offices.as('ours-lead')
      await expect(reader('listColleagues', { query: { organisationId } })).rejects.toMatchObject({ status: 404 })
    })

    it('never lose the administrator who is at work', async () => {
      const admin = await offices.as('ours-admin')
      const { id: userId } = await admin('getMe', {})
      for (const body of [{ disabled: true }, { roles: ['maintainer' as const] }])
        await expect(admin('changeUser', { params: { userId }, body })).rejects.toMatchObject({
          detail: expect.stringContaining('不得停用本人的账号'),
        })
      expect(await admin('changeUser', { params: { userId }, body: { name: '周某' } })).toMatchObject({ name: '周某' })
    })

    it('are all on record', async () => {
      const auditor = await offices.as('ours-auditor')
      expect(await auditor('verifyHistory', {})).toMatchObject({ valid: true })
      expect(offices.failures).toEqual([])
    })
  })
})
