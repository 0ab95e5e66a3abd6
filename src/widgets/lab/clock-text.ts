/** Virtual time as readers read it. */
import type { Bilingual } from '../../language.ts'

/** 「5分50秒」, `5 min 50 s`; tenths only under ten seconds. */
export function durationText(ms: number): Bilingual {
  const tenths = Math.floor(ms / 100) / 10
  if (tenths < 10) return { ja: `${tenths.toFixed(1)}秒`, en: `${tenths.toFixed(1)} s` }
  const seconds = Math.floor(ms / 1000)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const rest = seconds % 60
  if (hours > 0) return { ja: `${hours}時間${minutes}分`, en: `${hours} h ${minutes} min` }
  if (minutes > 0)
    return rest === 0
      ? { ja: `${minutes}分`, en: `${minutes} min` }
      : { ja: `${minutes}分${rest}秒`, en: `${minutes} min ${rest} s` }
  return { ja: `${rest}秒`, en: `${rest} s` }
}
