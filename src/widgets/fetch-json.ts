/** Data of the book that a page does not carry itself. */
export async function fetchJson<Value>(address: string): Promise<Value> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answers ${response.status}`)
  return (await response.json()) as Value
}
