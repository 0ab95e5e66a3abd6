/** Several files in one editor: a tab for each, and a name that can be changed. */
import { useState } from 'preact/hooks'
import type { ExerciseFile } from '../../grading/check.ts'
import type { Language } from '../../language.ts'
import { type Diagnostic, hasErrors } from '../../manifests/diagnostic.ts'
import { Editor } from '../editor/Editor.tsx'
import type { EditorMode } from '../editor/surface.ts'
import { labTexts } from '../lab/texts.ts'
import { playgroundTexts } from './texts.ts'

interface Props {
  readonly files: readonly ExerciseFile[]
  /** What was wrong in each file when it was last applied. */
  readonly problems: ReadonlyMap<string, readonly Diagnostic[]> | undefined
  readonly language: Language
  readonly preferredMode: EditorMode | undefined
  onModeChange(mode: EditorMode): void
  onChange(files: readonly ExerciseFile[]): void
  onApply(files: readonly ExerciseFile[]): void
}

export function Files({ files, problems, language, preferredMode, ...on }: Props) {
  const texts = playgroundTexts[language]
  const [chosen, choose] = useState(0)
  const index = Math.min(chosen, files.length - 1)
  const file = files[index]
  const replace = (next: ExerciseFile) =>
    on.onChange(files.map((one, at) => (at === index ? next : one)))
  const add = () => {
    on.onChange([...files, { name: freeName(files), text: '' }])
    choose(files.length)
  }
  return (
    <div class="playground-files">
      <div class="playground-tabs" role="group" aria-label={texts.files}>
        {files.map(({ name }, at) => (
          <button key={at} type="button" aria-pressed={at === index} onClick={() => choose(at)}>
            {name}
            {hasErrors(problems?.get(name) ?? noDiagnostics) && (
              <>
                <span class="playground-problem" aria-hidden="true" />
                <span class="visually-hidden"> {texts.hasProblem}</span>
              </>
            )}
          </button>
        ))}
        <button type="button" class="quiet" onClick={add}>
          {texts.newFile}
        </button>
      </div>
      {file && (
        <>
          <p class="playground-name">
            <label>
              <span>{texts.rename}</span>
              <input
                type="text"
                value={file.name}
                spellcheck={false}
                autocomplete="off"
                onChange={(event) =>
                  replace({ ...file, name: tidyName(event.currentTarget.value, files, index) })
                }
              />
            </label>
            {files.length > 1 && (
              <button
                type="button"
                class="quiet"
                onClick={() => on.onChange(files.filter((_, at) => at !== index))}
              >
                {texts.removeFile}
              </button>
            )}
          </p>
          <Editor
            key={index}
            id={`playground-${index}`}
            label={labTexts[language].editor(file.name)}
            value={file.text}
            onChange={(text) => replace({ ...file, text })}
            onSubmit={() => on.onApply([file])}
            diagnostics={problems?.get(file.name) ?? noDiagnostics}
            language={language}
            height="22rem"
            preferredMode={preferredMode}
            onModeChange={on.onModeChange}
          />
          <p class="lab-apply">
            <button type="button" class="primary" onClick={() => on.onApply([file])}>
              {texts.apply}
            </button>
            {files.length > 1 && (
              <button type="button" onClick={() => on.onApply(files)}>
                {texts.applyAll}
              </button>
            )}
            <code>kubectl apply -f {file.name}</code>
          </p>
        </>
      )}
    </div>
  )
}

const noDiagnostics: readonly Diagnostic[] = []

function freeName(files: readonly ExerciseFile[]): string {
  let number = files.length + 1
  while (files.some(({ name }) => name === `file-${number}.yaml`)) number++
  return `file-${number}.yaml`
}

/** A name that a line can speak of: no blanks, and no other file's. */
function tidyName(text: string, files: readonly ExerciseFile[], index: number): string {
  const name = text.trim().replace(/[^\w.-]+/g, '-')
  const isTaken = files.some((file, at) => at !== index && file.name === name)
  return name === '' || isTaken ? (files[index]?.name ?? freeName(files)) : name
}
