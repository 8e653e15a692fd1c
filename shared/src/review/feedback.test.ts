import { describe, expect, it } from 'vitest'
import {
  countAnswers,
  openItems,
  recordAnswers,
  recordRechecks,
  refusalOfAnswers,
  refusalToAgree,
  refusalToObject,
} from './feedback.ts'
import type { ItemAnswer, ItemFeedback } from './item-feedback.ts'

const answer = (item: number, change: Partial<ItemAnswer> = {}): ItemAnswer => ({
  item,
  answer: 'adopted',
  reason: '',
  clause: '',
  ...change,
})
const DRAFTER = { by: '李某', on: '2026-11-10' }
const REVIEWER = { by: '王某', on: '2026-11-12' }
const three = (feedback: readonly ItemFeedback[] = []) => ({ opinionItems: 3, feedback })
const answered = recordAnswers(
  [],
  [answer(1, { clause: '第七条' }), answer(2, { answer: 'partly', reason: '保留登记' }), answer(3)],
  DRAFTER,
)

describe('采纳情况', () => {
  it('is fed back with every point answered, and with reasons for what was not adopted', () => {
    expect(refusalOfAnswers(three(), [answer(1)])).toBe('尚有2项意见没有反馈采纳情况：第2项、第3项。')
    expect(refusalOfAnswers(three(), [answer(1), answer(2, { answer: 'partly' }), answer(3)])).toBe(
      '第2项未完全采纳，应当说明理由。',
    )
    expect(
      refusalOfAnswers(
        three(),
        [1, 2, 3, 3].map((item) => answer(item)),
      ),
    ).toBe('同一项意见反馈了两次。')
    expect(
      refusalOfAnswers(
        three(),
        [1, 2, 3, 4].map((item) => answer(item)),
      ),
    ).toBe('第4项不在应当反馈之列。')
    expect(
      refusalOfAnswers(
        three(),
        [1, 2, 3].map((item) => answer(item)),
      ),
    ).toBeNull()
  })

  it('passes once each answer is agreed to, and goes back where one is not', () => {
    const agreed = [1, 2, 3].map((item) => ({ item, agreed: true, note: '' }))
    const back = { item: 2, agreed: false, note: '登记仍为前提' }
    expect(refusalToAgree(three(answered), agreed.slice(1))).toBe('尚有1项意见的采纳情况没有复核：第1项。')
    expect(refusalToAgree(three(answered), [...agreed.filter(({ item }) => item !== 2), back])).toBe(
      '第2项已经退回，应当再次要求修改。',
    )
    expect(refusalToAgree(three(answered), agreed)).toBeNull()
    expect(refusalToObject(three(answered), agreed, '')).toBe('应当逐项退回，或者说明仍需修改的内容。')
    expect(refusalToObject(three(answered), [{ ...back, note: '' }], '')).toBe('第2项退回的，应当说明理由。')
    expect(refusalToObject(three(answered), [back], '')).toBeNull()
    expect(refusalToObject(three(answered), agreed, '新增的第九条另有问题')).toBeNull()
    expect(refusalToAgree(three(), [back])).toBe('第2项没有反馈，无从复核。')
  })

  it('asks again only for what was sent back, and keeps both rounds', () => {
    const rechecked = recordRechecks(answered, [{ item: 2, agreed: false, note: '登记仍为前提' }], REVIEWER)
    expect(openItems(three(rechecked))).toEqual([2])
    const again = recordAnswers(rechecked, [answer(2)], DRAFTER)
    expect(openItems(three(again))).toEqual([])
    expect(again[1]).toEqual({
      item: 2,
      rounds: [
        {
          answer: 'partly',
          reason: '保留登记',
          clause: '',
          ...DRAFTER,
          recheck: { agreed: false, note: '登记仍为前提', ...REVIEWER },
        },
        { answer: 'adopted', reason: '', clause: '', ...DRAFTER, recheck: null },
      ],
    })
    expect(countAnswers(rechecked)).toEqual({ adopted: 2, partly: 1, declined: 0 })
    expect(countAnswers(again)).toEqual({ adopted: 3, partly: 0, declined: 0 })
  })
})
