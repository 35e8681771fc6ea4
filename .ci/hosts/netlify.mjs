// Prints what Netlify's own parsers make of the _headers and _redirects of a folder, as JSON.
import { join } from 'node:path'

import { parseAllHeaders } from '@netlify/headers-parser'
import { parseAllRedirects } from '@netlify/redirect-parser'

const folder = process.argv[2]
const { headers, errors: ofHeaders } = await parseAllHeaders({ headersFiles: [join(folder, '_headers')], minimal: true })
const { redirects, errors: ofRedirects } = await parseAllRedirects({
  redirectsFiles: [join(folder, '_redirects')],
  minimal: true,
})
const errors = [...ofHeaders, ...ofRedirects].map((error) => error.message)
console.log(JSON.stringify({ headers, redirects, errors }))
