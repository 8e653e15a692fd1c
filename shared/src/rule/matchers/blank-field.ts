import type { FindMatches } from './matcher.ts'

const BLANKS: readonly RegExp[] = [
  // 2026年　月　日
  /\d{4}年[ 　\u00a0]*月[ 　\u00a0]*日|[_＿]{2,}年[_＿ 　]*月/g,
  /[_＿]{3,}/g,
  /(?<=[\u4e00-\u9fff])[ 　]{3,}(?=[\u4e00-\u9fff（(])/g,
  /[×xX*＊]{2,}(?=元|万元|平方米|公斤|吨|倍)/g,
  /(?<=[：:])[ 　]*(?:待填|待补|待定|暂缺|空白|另填|（空）|\(空\))/g,
]

/** What a finished document may not leave open: a date without month and day, ruled or empty space inside a sentence. */
export const blankField: FindMatches = ({ text }) =>
  BLANKS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length })),
  )
    .filter(
      ({ start }) =>
        !/(?:经办人|承办人|签名|签字|签收人?|见证人|执法人员)[^。\n]{0,6}[：:]?[ 　]*$/.test(
          text.slice(Math.max(0, start - 14), start),
        ),
    )
    .sort((a, b) => a.start - b.start)
