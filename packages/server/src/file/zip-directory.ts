import { open } from 'node:fs/promises';
import { writeSize } from './byte-size.ts';
import { FileError } from './file-error.ts';

export interface ZipEntry {
  readonly name: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

const mostEntries = 5000;
const mostUnpackedBytes = 768 * 1024 * 1024;
/** Spreadsheets pack to a tenth, sparse ones to a fiftieth; deflate ends at about a thousandth. */
const highestRatio = 200;
const ratioFromBytes = 32 * 1024 * 1024;

/**
 * Reads the central directory of a zip file without unpacking anything, and refuses what would fill the memory.
 * Throws FileError for a damaged directory, too many entries, too much or suspiciously well packed content.
 */
export async function checkZip(path: string, name: string): Promise<readonly ZipEntry[]> {
  const entries = await readZipDirectory(path, name);
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packedBytes, 0);
  const limit = writeSize(mostUnpackedBytes);
  if (unpacked > mostUnpackedBytes)
    throw new FileError('zip_bomb', name, { size: writeSize(unpacked), limit });
  if (unpacked > ratioFromBytes && unpacked > packed * highestRatio) {
    throw new FileError('zip_bomb', name, {
      size: `${writeSize(unpacked)} from ${writeSize(packed)}`,
      limit: `${highestRatio} times`,
    });
  }
  return entries;
}

async function readZipDirectory(path: string, name: string): Promise<ZipEntry[]> {
  const damaged = (detail: string): FileError => new FileError('zip_damaged', name, { detail });
  const file = await open(path);
  try {
    const { size } = await file.stat();
    // The end record is 22 bytes and a comment of at most 65,535.
    const tailBytes = Math.min(size, 22 + 65_535);
    const tail = Buffer.alloc(tailBytes);
    await file.read(tail, 0, tailBytes, size - tailBytes);
    const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    if (end < 0 || end + 22 > tailBytes) throw damaged('it has no directory, it may be cut off');
    const count = tail.readUInt16LE(end + 10);
    const directoryBytes = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    if (count === 0xffff || start === 0xffffffff || count > mostEntries)
      throw damaged(`it has more than ${mostEntries} parts`);
    if (start + directoryBytes > size) throw damaged('its directory lies outside it');
    const directory = Buffer.alloc(directoryBytes);
    await file.read(directory, 0, directoryBytes, start);
    const entries: ZipEntry[] = [];
    for (let at = 0, i = 0; i < count; i++) {
      if (at + 46 > directoryBytes || directory.readUInt32LE(at) !== 0x02014b50)
        throw damaged('its directory is cut off');
      const packedBytes = directory.readUInt32LE(at + 20);
      const unpackedBytes = directory.readUInt32LE(at + 24);
      const nameBytes = directory.readUInt16LE(at + 28);
      // 0xffffffff says that the size stands elsewhere and is over 4 GB: far over the limit in any case.
      entries.push({
        name: directory.toString('utf8', at + 46, at + 46 + nameBytes),
        packedBytes,
        unpackedBytes,
      });
      at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return entries;
  } finally {
    await file.close();
  }
}
