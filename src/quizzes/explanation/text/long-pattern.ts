/**
 * A regular expression written over several lines, so that long lists of words stay readable. Line
 * breaks, and the indentation after them, are no part of it; every other character counts.
 */
export function longPattern(source: string, flags = ''): RegExp {
  return new RegExp(source.replace(/\n\s*/g, ''), flags)
}
