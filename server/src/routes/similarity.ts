/**
 * How much of their wording two texts have in common, by pairs of neighbouring characters, white space left out
 * (Sørensen–Dice over multisets). 0 for nothing, 1 for the same. Linear in the lengths.
 */
export function similarityOf(a: string, b: string): number {
  const { common, sizeA, sizeB } = commonPairs(a, b)
  return sizeA + sizeB === 0 ? 0 : (2 * common) / (sizeA + sizeB)
}

/** How much of the shorter text stands in the longer one, by the same pairs. */
export function shareOfShorter(a: string, b: string): number {
  const { common, sizeA, sizeB } = commonPairs(a, b)
  return common / Math.max(1, Math.min(sizeA, sizeB))
}

function commonPairs(a: string, b: string): { common: number; sizeA: number; sizeB: number } {
  const [left, right] = [a.replace(/\s+/g, ''), b.replace(/\s+/g, '')]
  const counts = new Map<number, number>()
  for (let i = 1; i < left.length; i++) counts.set(pairAt(left, i), (counts.get(pairAt(left, i)) ?? 0) + 1)
  let common = 0
  for (let i = 1; i < right.length; i++) {
    const pair = pairAt(right, i)
    const count = counts.get(pair) ?? 0
    if (count === 0) continue
    common++
    counts.set(pair, count - 1)
  }
  return { common, sizeA: Math.max(0, left.length - 1), sizeB: Math.max(0, right.length - 1) }
}

const pairAt = (text: string, i: number): number => text.charCodeAt(i - 1) * 65_536 + text.charCodeAt(i)
