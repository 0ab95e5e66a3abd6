/** YAML as data and back, by whoever can do that: here only JSON is known. */
export interface Yaml {
  /** @throws where the text is no YAML */
  read(text: string): unknown
  write(value: unknown): string
}
