/** How many slips of the finger lie between two words (Damerau–Levenshtein, adjacent swaps). */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  if (strangers(letterSet(a) ^ letterSet(b)) > 2 * limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) cost = Math.min(cost, beforeLast[j - 2]! + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > limit + 1) return limit + 1
    beforeLast = last
    last = row
  }
  return last[b.length]!
}

/** Which letters a word has, one bit each: most words are told apart without a closer look. */
function letterSet(word: string): number {
  let set = 0
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31)
  return set
}

/** One slip exchanges at most two letters of the set. */
function strangers(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}

/** One slip in 4 to 8 letters, two from 9 on. */
export function slipsAllowed(name: string): number {
  if (name.length < 4) return 0
  return name.length < 9 ? 1 : 2
}
