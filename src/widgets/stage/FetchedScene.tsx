/** A scene whose words and runs are fetched when it comes into sight; until then it says so. */
import './stage.css'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import { fetchJson } from '../fetch-json.ts'

const words = {
  ja: {
    coming: '場面を読み込んでいます…',
    failed: '場面を読み込めませんでした。ネットワークを確かめてください。',
    again: 'もう一度読み込む',
  },
  en: {
    coming: 'Loading the scene…',
    failed: 'The scene could not be loaded. Check the network.',
    again: 'Load it again',
  },
} as const

interface Props<Data> {
  readonly address: string
  readonly language: Language
  readonly children: (data: Data) => ComponentChildren
}

export function FetchedScene<Data>({ address, language, children }: Props<Data>) {
  const texts = words[language]
  const [data, setData] = useState<Data>()
  const [failed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    setFailed(false)
    fetchJson<Data>(address).then(setData, () => setFailed(true))
  }, [address, tries])
  if (data) return <>{children(data)}</>
  return (
    <div class="stage-live stage-coming">
      <p role="status">{failed ? texts.failed : texts.coming}</p>
      {failed && (
        <button type="button" class="button" onClick={() => setTries(tries + 1)}>
          {texts.again}
        </button>
      )}
    </div>
  )
}
