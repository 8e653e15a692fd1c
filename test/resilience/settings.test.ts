import { CONTRACT, type Review } from '@hongxian/shared/api'
import type { MoveName } from '@hongxian/shared/review'
import { describe, expect, it } from 'vitest'
import { inOffices } from './office.ts'

// What an office sets holds for what begins afterwards, and every date says by what it was computed.

inOffices((offices) => {
  const read = async (account = 'ours-reviewer') =>
    CONTRACT.getSettings.response.parse(await (await offices.as(account))('getSettings', {}))
  const settingOf = async (key: string) => (await read()).settings.find((one) => one.key === key)
  async function change(values: Record<string, number | boolean | null>, reason = '依照本市规定') {
    const { revision } = await read()
    return (await offices.as('ours-admin'))('changeSettings', { body: { revision, values, reason } })
  }

  /** A contract registered as received on that day. */
  async function takeIn(sourceKey: string, text: string, kind: 'contract' | 'normative' = 'contract') {
    const all = await offices.as('ours-all')
    const { draft } = await all('createCheck', { body: { sourceKey, text, kind } })
    const params = { draftId: draft.id }
    let review: Review = await all('getReview', { params })
    const move = async (name: MoveName, said: object = {}) => {
      review = await all('makeMove', { params, body: { move: name, revision: review.revision, ...said } })
      return review
    }
    const fill = async (body: object) => {
      review = await all('changeMatter', { params, body: { revision: review.revision, ...body } })
    }
    await move('take-in', { unit: '临江县城市管理局', on: '2026-11-20' })
    return { draftId: draft.id, move, fill, read: () => all('getReview', { params }) }
  }
  async function accept({ move, fill, read: get }: Awaited<ReturnType<typeof takeIn>>) {
    const review = await get()
    await fill({
      facts: { touchesBusiness: false, affectsPublic: false, isTechnical: false, isRisky: false },
      materials: review.materials.map(({ id, name }) => ({ id, status: 'absent' as const, reason: `未附${name}` })),
    })
    return move('accept')
  }

  describe('the term of review', () => {
    it('is extended once, by the lead and with a reason, and says so', async () => {
      const matter = await takeIn('extended', '甲方与乙方签订本合同。')
      const { deadline: before } = await accept(matter)
      const extend = (workdays: number, reason = '需要实地核查') => matter.move('extend', { workdays, reason })
      await expect(extend(11)).rejects.toMatchObject({
        slug: 'move-refused',
        detail: expect.stringContaining('不得超过10个工作日'),
      })
      await expect(extend(3, '')).rejects.toMatchObject({ detail: '应当说明理由。' })
      const params = { draftId: matter.draftId }
      const { revision } = await matter.read()
      const body = { move: 'extend' as const, revision, workdays: 3, reason: '需要实地核查' }
      await expect((await offices.as('ours-reviewer'))('makeMove', { params, body })).rejects.toMatchObject({
        detail: '此事项由审核负责人办理。',
      })
      const { deadline, matter: after, stateName, moves } = await extend(3)
      expect(stateName).toBe('已受理')
      expect(after.extensionBarred).toContain('延长过一次')
      expect(deadline?.workdaysLeft).toBe((before?.workdaysLeft as number) + 3)
      expect(deadline?.steps.join('')).toContain('经审核负责人决定，延长3个工作日，理由：需要实地核查。')
      expect(moves.find(({ name }) => name === 'extend')?.blockedBy).toHaveLength(1)
      await expect(extend(1)).rejects.toMatchObject({ slug: 'move-refused' })
      const history = await (await offices.as('ours-all'))('getDraftHistory', { params, query: {} })
      expect(history.items[0]?.summary).toContain('延长审核期限（延长3个工作日，理由：需要实地核查）')
    })

    it('is not extended past fifteen working days for 行政规范性文件, nor once it is over', async () => {
      const whole = await takeIn('whole', '临江县物业管理办法\n第一条 本办法自印发之日起施行。', 'normative')
      await accept(whole)
      await expect(whole.move('extend', { workdays: 1, reason: '理由' })).rejects.toMatchObject({
        detail: expect.stringContaining('已达国家规定的上限15个工作日'),
      })
      const late = await takeIn('late', '甲方与乙方签订本合同，乙方交货。')
      await accept(late)
      offices.pass(10 * 24 * 3_600_000)
      await expect(late.move('extend', { workdays: 1, reason: '理由' })).rejects.toMatchObject({
        detail: '审核期限已经届满，不能延长。',
      })
      offices.pass(-10 * 24 * 3_600_000)
    })
  })

  describe('settings', () => {
    it('stand at their defaults, to be read by everybody of the office', async () => {
      const { revision, settings, changes } = await read('ours-none')
      expect({ revision, changes }).toEqual({ revision: 0, changes: [] })
      expect(settings.find(({ key }) => key === 'contract.review.workdays')).toEqual({
        key: 'contract.review.workdays',
        value: 5,
        fallback: 5,
        since: null,
      })
    })

    it('are refused beyond what national texts leave open, with the text', async () => {
      for (const [key, value, sentence] of [
        ['normative.review.workdays', 16, '不超过15个工作日'],
        ['normative.review.workdays', 4, '不少于5个工作日'],
        ['decision.review.workdays', 6, '一般不少于7个工作日'],
        ['intake.workdays', 0, '应当为1至15的整数'],
        ['intake.workdays', 1.5, '应当为1至15的整数'],
        ['consultation.pauses', 1, ''],
        ['unknown.workdays', 1, ''],
      ] as const) {
        const refused = change({ [key]: value })
        await expect(refused, key).rejects.toMatchObject({ slug: 'invalid-request' })
        const problem = (await refused.catch((error) => error)) as { members: { errors: { detail: string }[] } }
        expect(problem.members.errors[0]?.detail).toContain(sentence)
      }
      await expect(change({ 'intake.workdays': 2 }, ' ')).rejects.toMatchObject({ slug: 'invalid-request' })
      await expect(change({})).rejects.toMatchObject({ slug: 'move-refused' })
      expect((await read()).revision).toBe(0)
    })

    it('hold for what begins afterwards, and change no date already fixed', async () => {
      const before = await takeIn(
        'contract-1',
        '物业服务合同\n甲方：县机关事务中心\n乙方：某物业公司\n第一条 服务内容。',
      )
      const accepted = await accept(before)
      expect(accepted.deadline).toMatchObject({ name: '合法性审核', due: '2026-11-27' })
      expect(accepted.deadline?.steps[1]).toBe(
        '期限为5个工作日（“审核期限（政府合同）”的默认值，地方通行规定，ours未另行设定）。',
      )
      const changed = await change({ 'contract.review.workdays': 8, 'intake.workdays': 2 }, '市政府令第12号第九条')
      expect(changed.changes[0]).toMatchObject({
        by: { name: 'admin' },
        reason: '市政府令第12号第九条',
        changed: [
          { key: 'contract.review.workdays', before: null, after: 8 },
          { key: 'intake.workdays', before: null, after: 2 },
        ],
      })
      expect((await before.read()).deadline).toEqual(accepted.deadline)
      const after = await takeIn(
        'contract-2',
        '保洁服务合同\n甲方：县机关事务中心\n乙方：某保洁公司\n第一条 服务内容。',
      )
      expect((await after.read()).deadline).toMatchObject({ name: '材料核验', due: '2026-11-24' })
      expect((await accept(after)).deadline).toMatchObject({
        due: '2026-12-02',
        steps: expect.arrayContaining(['期限为8个工作日（ours设定的“审核期限（政府合同）”，2026-11-21起执行）。']),
      })
      expect((await (await offices.as('theirs-all'))('getSettings', {})).revision).toBe(0)
    })

    it('go back to their defaults, and are not changed over somebody else', async () => {
      const stale = (await offices.as('ours-admin'))('changeSettings', {
        body: { revision: 0, values: { 'intake.workdays': 5 }, reason: '迟到' },
      })
      await expect(stale).rejects.toMatchObject({ slug: 'stale-version' })
      await change({ 'intake.workdays': null })
      expect(await settingOf('intake.workdays')).toMatchObject({ value: 3, since: null })
      expect(await settingOf('contract.review.workdays')).toMatchObject({ value: 8, since: '2026-11-21' })
    })

    it('tell when a document without 有效期 lapses, once the local rule is known', async () => {
      await change({ 'validity.years': 5 })
      const matter = await takeIn(
        'rule-1',
        '临江县河道管理规定\n第一条 为了加强河道管理，制定本规定。\n第二条 本规定自2027年1月1日起施行。',
        'normative',
      )
      await accept(matter)
      const all = await offices.as('ours-all')
      const { id: reviewerId } = await (await offices.as('ours-reviewer'))('getMe', {})
      await matter.move('assign', { reviewerId })
      const { currentVersionId } = await all('getDraft', { params: { draftId: matter.draftId } })
      const { findings } = await all('listFindings', { params: { versionId: currentVersionId } })
      for (const { id } of findings)
        await all('decideFinding', {
          params: { findingId: id },
          body: { decision: 'rejected', reason: '不影响合法性' },
        })
      const reviewer = await offices.as('ours-reviewer')
      const drafted = await reviewer('makeMove', {
        params: { draftId: matter.draftId },
        body: { move: 'draft-opinion', revision: (await matter.read()).revision, conclusion: 'lawful' },
      })
      expect(drafted.stateName).toBe('意见拟稿')
      await matter.fill({ revision: drafted.revision })
      for (const [name, said] of [
        ['agree-opinion', {}],
        ['sign-opinion', { number: '1', on: '2026-11-21' }],
        ['deliberate', { on: '2026-11-21' }],
        ['sign', {}],
        ['register', { number: '2' }],
      ] as const)
        await matter.move(name, said)
      const { deadline } = await matter.move('publish', { on: '2026-11-21' })
      expect(deadline?.steps[1]).toContain('“报送备案期限（行政规范性文件）”的默认值')
      const { matter: kept } = await offices.store.db
        .selectFrom('reviews')
        .select('matter')
        .where('draft_id', '=', matter.draftId)
        .executeTakeFirstOrThrow()
      expect(JSON.parse(kept).clock).toMatchObject({
        validUntil: '2031-12-31',
        validityBasis: expect.stringContaining('ours设定的“未载明有效期的规范性文件的有效期”，2026-11-21起执行'),
      })
    })

    it('let one person review and sign only where there are no more than three', async () => {
      await expect(change({ 'office.small': true })).rejects.toMatchObject({ slug: 'move-refused' })
      const admin = await offices.as('ours-admin')
      const { items } = await admin('listColleagues', { query: {} })
      for (const { id, account } of items)
        if (!['ours-all', 'ours-admin', 'ours-auditor'].includes(account))
          await admin('changeUser', { params: { userId: id }, body: { disabled: true } })
      const matter = await takeIn(
        'contract-3',
        '安保服务合同\n甲方：县机关事务中心\n乙方：某安保公司\n第一条 服务内容。',
      )
      await accept(matter)
      const all = await offices.as('ours-all')
      const { id: reviewerId } = await all('getMe', {})
      await matter.move('assign', { reviewerId })
      const { currentVersionId } = await all('getDraft', { params: { draftId: matter.draftId } })
      const { findings } = await all('listFindings', { params: { versionId: currentVersionId } })
      for (const { id } of findings)
        await all('decideFinding', {
          params: { findingId: id },
          body: { decision: 'rejected', reason: '不影响合法性' },
        })
      const { moves } = await matter.move('draft-opinion', { conclusion: 'lawful' })
      expect(moves.find(({ name }) => name === 'agree-opinion')?.blockedBy[0]).toContain('承办人不得复核')
      const { revision } = await admin('getSettings', {})
      await admin('changeSettings', { body: { revision, values: { 'office.small': true }, reason: '全所两人' } })
      await matter.move('agree-opinion')
      const { items: events } = await all('getDraftHistory', { params: { draftId: matter.draftId }, query: {} })
      expect(events[0]).toMatchObject({
        summary: '复核同意，现为“待签发”（人员不足，由承办人本人办理）。',
        payload: { smallOffice: true },
      })
    })

    it('stand in the history, which notices what is written over', async () => {
      const auditor = await offices.as('ours-auditor')
      expect(await auditor('verifyHistory', {})).toMatchObject({ valid: true, faults: [] })
      await expect(offices.store.write(({ db }) => db.deleteFrom('office_settings').execute())).rejects.toThrow(
        'append-only',
      )
      expect(offices.failures).toEqual([])
    })
  })
})
