/** What stands where in a chapter's prose: the questions and labs of each section, in order. */

/** Ids of questions and exercises by the id of the section in whose text they stand. */
export type TasksBySection = ReadonlyMap<string, readonly string[]>

/** Reads the tags of an MDX source; code may show tags without meaning them. */
export function tasksBySection(source: string): TasksBySection {
  const tasks = new Map<string, string[]>()
  let section: string[] | undefined
  const tags =
    /<(?:Section id|Question id|Lab exercise)="(?<id>[^"]*)"|(?<end><\/Section>)|(?<code>^(?<fence>`{3,}|~{3,})[^]*?^\k<fence>|`[^`\n]+`|\{\/\*[^]*?\*\/\})/gm
  for (const { 0: tag, groups = {} } of source.matchAll(tags)) {
    const { id, end } = groups
    if (end !== undefined) section = undefined
    else if (id !== undefined && tag.startsWith('<Section')) {
      section = tasks.get(id) ?? []
      tasks.set(id, section)
    } else if (id !== undefined) section?.push(id)
  }
  return tasks
}
