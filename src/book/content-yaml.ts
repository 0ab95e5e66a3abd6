/**
 * Reads YAML that authors write under `content/`, and says file and line when it cannot be read.
 *
 * *Leaves out:* what the data must look like; that is the business of whoever asked for it.
 */
import { load, YAMLException } from 'js-yaml'

/** The data of one YAML file; `file` is the name that an error message shows. */
export function parseContentYaml(text: string, file: string): unknown {
  try {
    return load(text, { filename: file })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const where = error.mark ? `${file}:${error.mark.line + 1}:${error.mark.column + 1}` : file
    throw new Error(`${where}: this is not YAML: ${error.reason}`)
  }
}
