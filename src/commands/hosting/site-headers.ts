/**
 * What a host should say with each file, in one list: our own server says it, and the hosts' own files are
 * written from it. What the pages may load they declare themselves (`astro.config.mjs`); here
 * stands what only a header can forbid.
 */
export interface HeaderRule {
  /** Below the site's base: a folder, one file, or everything. */
  readonly path: '' | '_astro/' | 'sw.js'
  readonly headers: Readonly<Record<string, string>>
}

export const headerRules: readonly HeaderRule[] = [
  {
    path: '',
    headers: {
      'cache-control': 'no-cache',
      'content-security-policy': "frame-ancestors 'self'; object-src 'none'; base-uri 'self'",
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'x-content-type-options': 'nosniff',
    },
  },
  // Astro writes a hash into the names of these, so they never change.
  { path: '_astro/', headers: { 'cache-control': 'public, max-age=31536000, immutable' } },
  { path: 'sw.js', headers: { 'cache-control': 'no-cache' } },
]

/** The headers of a file, by its path below the base; later rules win. */
export function headersOf(file: string): Readonly<Record<string, string>> {
  const rules = headerRules.filter(({ path }) => file.startsWith(path))
  return Object.assign({}, ...rules.map(({ headers }) => headers))
}

/** `_headers`, as Netlify and Cloudflare Pages read it from the site itself. */
export function headersFile(base: string): string {
  return headerRules
    .map(({ path, headers }) => {
      const rest = path === 'sw.js' ? '' : '*'
      const off = path === '_astro/' ? ['  ! cache-control'] : []
      return [
        `${base}${path}${rest}`,
        ...off,
        ...lines(headers, (name, value) => `  ${name}: ${value}`),
      ].join('\n')
    })
    .join('\n\n')
    .concat('\n')
}

/** `.htaccess`, as Apache reads it from the site itself. */
export function htaccessFile(base: string): string {
  const [all] = headerRules
  return [
    `ErrorDocument 404 ${base}404.html`,
    'AddType application/manifest+json .webmanifest',
    '<IfModule mod_deflate.c>',
    '  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json image/svg+xml',
    '</IfModule>',
    '<IfModule mod_headers.c>',
    ...lines(all?.headers ?? {}, (name, value) => `  Header always set ${name} "${value}"`),
    '  <If "%{REQUEST_URI} =~ m#/_astro/#">',
    '    Header always set cache-control "public, max-age=31536000, immutable"',
    '  </If>',
    '</IfModule>',
    '',
  ].join('\n')
}

/** A server block's middle for nginx, whose `add_header` is not inherited where there is another. */
export function nginxFile(): string {
  const block = (file: string, indent: string) =>
    lines(headersOf(file), (name, value) => `${indent}add_header ${name} "${value}" always;`)
  return [
    '# Within server { … }, with root at the folder of the built site. Under a sub-path, put it before /.',
    'error_page 404 /404.html;',
    'gzip on;',
    'gzip_types text/css text/javascript application/json image/svg+xml;',
    'location / {',
    ...block('', '  '),
    '}',
    'location /_astro/ {',
    ...block('_astro/', '  '),
    '}',
    '',
  ].join('\n')
}

/** `vercel.json`, to lie beside what is deployed. */
export function vercelFile(): string {
  const headers = headerRules.map(({ path, headers }) => ({
    source: `/${path}${path === 'sw.js' ? '' : '(.*)'}`,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  }))
  return `${JSON.stringify({ trailingSlash: true, headers }, undefined, 2)}\n`
}

function lines(
  headers: Readonly<Record<string, string>>,
  line: (name: string, value: string) => string,
): string[] {
  return Object.entries(headers).map(([name, value]) => line(name, value))
}
