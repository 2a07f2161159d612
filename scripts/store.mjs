// Puts what was built into a folder: each file under a name with the hash of its content, with a brotli and a gzip copy
// beside it, and manifest.json: {"site.css": "site.<hash>.css", …}.
//
// A site may be running from that folder, and nothing is taken away from it: the files are there before the manifest that
// names them, and what earlier builds made stays for the pages that were sent before. Of each name the newest KEPT are there.

import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** An upgrade may take a few builds, if something is mended at the last moment. Older pages have long loaded what they need. */
export const KEPT = 5

/** Stores `built`, the content of each file by its name, in the folder `out`. */
export async function store(out, built) {
  /** All at once: nobody finds half of a file. */
  async function write(file, content) {
    await writeFile(join(out, `${file}.new`), content)
    await rename(join(out, `${file}.new`), join(out, file))
  }

  await mkdir(out, { recursive: true })
  const manifest = {}
  for (const [name, content] of Object.entries(built)) {
    const bytes = Buffer.from(content)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
    const file = manifest[name] = name.replace('.', `.${hash}.`)
    const brotli = brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    })
    await write(`${file}.br`, brotli)
    await write(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    await write(file, bytes)
    console.log(`${file}: ${bytes.length} bytes, ${brotli.length} with brotli`)
  }
  await write('manifest.json', JSON.stringify(manifest, null, 2) + '\n')
  await removeOldest(out)
}

/** Removes what is older than the newest KEPT files of its name and ending; a file built again counts as new. */
async function removeOldest(out) {
  const versions = new Map()
  for (const file of await readdir(out)) {
    if (file.endsWith('.new')) await rm(join(out, file)) // of a build that was broken off
    const name = file.replace(/\.[0-9a-f]{12}\./, '.')
    if (name === file || file.endsWith('.new')) continue
    const { mtimeMs } = await stat(join(out, file))
    versions.set(name, [...versions.get(name) ?? [], { file, mtimeMs }])
  }
  for (const files of versions.values()) {
    files.sort((a, b) => b.mtimeMs - a.mtimeMs)
    await Promise.all(files.slice(KEPT).map(({ file }) => rm(join(out, file))))
  }
}
