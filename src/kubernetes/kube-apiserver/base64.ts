/** Text as base64 of its UTF-8 bytes, as Go writes bytes into JSON. */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export function encodeBase64(text: string): string {
  const bytes = utf8(text)
  let encoded = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3)
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    encoded += `${digits[bits >> 18]}${digits[(bits >> 12) & 63]}`
    encoded += b === undefined ? '=' : digits[(bits >> 6) & 63]
    encoded += c === undefined ? '=' : digits[bits & 63]
  }
  return encoded
}

function utf8(text: string): readonly number[] {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const low = (shift: number) => 0x80 | ((code >> shift) & 0x3f)
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), low(0))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), low(6), low(0))
    else bytes.push(0xf0 | (code >> 18), low(12), low(6), low(0))
  }
  return bytes
}
