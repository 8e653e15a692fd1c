import { describe, expect, it } from 'vitest'
import { inOffices } from './office.ts'

const TEXT = '第一条 未经备案的企业，不得在本县从事物业服务活动。'

inOffices((offices) => {
  describe('two reviewers at one finding', () => {
    it('has the second told who decided what and when, and appends what they insist on', async () => {
      const [first, second] = [await offices.as('ours-reviewer'), await offices.as('ours-lead')]
      const { findings, draft, version } = await first('createCheck', { body: { sourceKey: 'a', text: TEXT } })
      const finding = findings[0] as (typeof findings)[0]
      const params = { findingId: finding.id }
      expect(finding.decision).toBeNull()
      const reason = '引用上位法的规定'
      const rejected = await first('decideFinding', { params, body: { decision: 'rejected', reason, seen: null } })
      offices.pass(60_000)

      const late = second('decideFinding', { params, body: { decision: 'accepted', seen: null } })
      await expect(late).rejects.toMatchObject({
        slug: 'stale-version',
        status: 409,
        detail:
          '第一条的审核发现已由reviewer于2026年11月21日10时00分处理为“不采纳”，理由：引用上位法的规定。本次处理没有记入；核对后仍要处理的，请再次提交。',
        members: { id: finding.id, decidedAt: rejected.decision?.at },
      })
      const now = await second('listFindings', { params: { versionId: version.id } })
      expect(now.findings[0]?.decision).toEqual(rejected.decision)

      const seen = now.findings[0]?.decision?.at as string
      const insisted = await second('decideFinding', { params, body: { decision: 'accepted', seen } })
      expect(insisted.decision).toMatchObject({ decision: 'accepted', by: { name: 'lead' } })
      const { items } = await second('getDraftHistory', { params: { draftId: draft.id }, query: {} })
      const decided = items.filter(({ type }) => type === 'decision.made').map(({ by }) => by?.name)
      expect(decided).toEqual(['lead', 'reviewer'])
    })

    it('takes none of several over where one was decided meanwhile', async () => {
      const [first, second] = [await offices.as('ours-reviewer'), await offices.as('ours-lead')]
      const text = `${TEXT}\n第二条 未经许可的企业，不得在本县从事家政服务活动。`
      const { findings, version } = await first('createCheck', { body: { sourceKey: 'c', text } })
      const findingIds = findings.map(({ id }) => id)
      expect(findingIds.length).toBeGreaterThan(1)
      const seen = Object.fromEntries(findingIds.map((id) => [id, null]))
      const params = { findingId: findingIds.at(-1) as string }
      const { decision } = await first('decideFinding', { params, body: { decision: 'deferred', seen: null } })
      offices.pass(60_000)
      const body = { findingIds, decision: 'accepted' as const }
      await expect(second('decideFindings', { body: { ...body, seen } })).rejects.toMatchObject({
        slug: 'stale-version',
        members: { id: params.findingId, decidedAt: decision?.at },
      })
      const list = () => second('listFindings', { params: { versionId: version.id } })
      expect((await list()).findings.map((one) => one.decision?.decision)).not.toContain('accepted')
      const now = Object.fromEntries((await list()).findings.map((one) => [one.id, one.decision?.at ?? null]))
      await second('decideFindings', { body: { ...body, seen: now } })
      expect(new Set((await list()).findings.map((one) => one.decision?.decision))).toEqual(new Set(['accepted']))
    })

    it('takes nothing back that was decided meanwhile, and nothing twice', async () => {
      const [first, second] = [await offices.as('ours-reviewer'), await offices.as('ours-second')]
      const { findings } = await first('createCheck', { body: { sourceKey: 'b', text: `${TEXT}\n附则。` } })
      const params = { findingId: findings[0]?.id as string }
      const decide = async (person: typeof first, decision: 'accepted' | 'deferred' | 'undone', seen: string | null) =>
        (await person('decideFinding', { params, body: { decision, seen } })).decision?.at ?? null
      const deferred = await decide(first, 'deferred', null)
      offices.pass(60_000)
      const accepted = await decide(second, 'accepted', deferred)
      await expect(decide(first, 'undone', deferred)).rejects.toMatchObject({ slug: 'stale-version' })
      offices.pass(60_000)
      expect(await decide(second, 'undone', accepted)).toBe(deferred)
      await expect(decide(second, 'undone', accepted)).rejects.toMatchObject({ members: { decidedAt: deferred } })
      expect(await decide(first, 'undone', deferred)).toBeNull()
      await expect(decide(second, 'accepted', deferred)).rejects.toMatchObject({
        detail: '第一条第一款的审核发现原有的处理已经撤销。本次处理没有记入；核对后仍要处理的，请再次提交。',
      })
    })
  })
})
