import { describe, expect, it } from 'vitest'
import { commonFrames } from './common-frames.ts'

const words = (text: string, family: string) => ({ code: 'set.fee', family, words: text })

describe('what passages have in common', () => {
  it('is the pair of words in order that the most ideas share and lawful passages do not', () => {
    const frames = commonFrames(
      [
        words('进场作业先交押金五百元', 'a'),
        words('施工队进场，向村里交纳押金', 'b'),
        words('车辆进场须交押金', 'c'),
        words('学生参加研学活动', 'd'),
      ],
      ['车辆进场免费', '退还押金'],
    )
    expect(frames).toHaveLength(1)
    expect(frames[0]).toMatchObject({ code: 'set.fee', first: '进场', second: '押金', lawful: 0 })
    expect(frames[0]!.found.map(({ family }) => family)).toEqual(['a', 'b', 'c'])
  })

  it('is nothing where one idea repeats itself', () => {
    const same = ['进场交押金', '进场须交押金', '进场先交押金'].map((text) => words(text, 'a'))
    expect(commonFrames(same, [])).toEqual([])
  })
})
