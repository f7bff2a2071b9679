// A mug that can be turned round, made of nothing but numbers: a binary glTF 2.0 of two meshes, the body (a profile that is turned round an
// axis) and its handle (a tube along half a ring).

interface Mesh {
  positions: number[]
  normals: number[]
  indices: number[]
}

const around = 48

/** Height and radius along the outside, over the rim and down the inside. */
const profile: readonly (readonly [number, number])[] = [
  [0, 0.001],
  [0, 0.34],
  [0.03, 0.38],
  [0.1, 0.4],
  [0.45, 0.41],
  [0.88, 0.42],
  [0.92, 0.415],
  [0.93, 0.4],
  [0.92, 0.385],
  [0.5, 0.375],
  [0.12, 0.36],
  [0.06, 0.3],
  [0.05, 0.001],
]

/** The grid between neighbouring rings of points, as triangles. */
function grid(rows: number, columns: number): number[] {
  const indices: number[] = []
  for (let row = 0; row + 1 < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const [a, b] = [row * (columns + 1) + column, (row + 1) * (columns + 1) + column]
      indices.push(a, b, a + 1, b, b + 1, a + 1)
    }
  return indices
}

function body(): Mesh {
  const mesh: Mesh = { positions: [], normals: [], indices: grid(profile.length, around) }
  for (const [row, [y, radius]] of profile.entries()) {
    const [below, above] = [profile[Math.max(0, row - 1)] ?? [y, radius], profile[Math.min(profile.length - 1, row + 1)] ?? [y, radius]]
    const [dy, dr] = [above[0] - below[0], above[1] - below[1]]
    const length = Math.hypot(dy, dr) || 1
    for (let column = 0; column <= around; column += 1) {
      const angle = (column / around) * 2 * Math.PI
      mesh.positions.push(radius * Math.cos(angle), y, radius * Math.sin(angle))
      mesh.normals.push((dy / length) * Math.cos(angle), -dr / length, (dy / length) * Math.sin(angle))
    }
  }
  return mesh
}

const along = 24
const thick = 16

function handle(): Mesh {
  const mesh: Mesh = { positions: [], normals: [], indices: grid(along + 1, thick) }
  for (let step = 0; step <= along; step += 1) {
    const bend = -Math.PI / 2 + (step / along) * Math.PI
    const [outX, outY] = [Math.cos(bend), Math.sin(bend)]
    for (let side = 0; side <= thick; side += 1) {
      const turn = (side / thick) * 2 * Math.PI
      const [nx, ny, nz] = [outX * Math.cos(turn), outY * Math.cos(turn), Math.sin(turn)]
      mesh.positions.push(0.39 + outX * 0.25 + nx * 0.045, 0.48 + outY * 0.27 + ny * 0.045, nz * 0.06)
      mesh.normals.push(nx, ny, nz)
    }
  }
  return mesh
}

const float = 5126
const short = 5123

/** The mug in a colour, as a file. */
export function mugGlb(colour = '#7fb0a8'): Buffer {
  const meshes = [body(), handle()]
  const views: { buffer: 0; byteOffset: number; byteLength: number }[] = []
  const accessors: object[] = []
  const parts: Buffer[] = []
  const add = (bytes: Buffer, accessor: object): number => {
    views.push({ buffer: 0, byteOffset: parts.reduce((sum, part) => sum + part.length, 0), byteLength: bytes.length })
    parts.push(bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4))
    return accessors.push({ ...accessor, bufferView: views.length - 1 }) - 1
  }
  const floats = (values: readonly number[], bounds: boolean): number => {
    const axis = (at: number) => values.filter((_, index) => index % 3 === at)
    const limits = { min: [0, 1, 2].map((at) => Math.min(...axis(at))), max: [0, 1, 2].map((at) => Math.max(...axis(at))) }
    const bytes = Buffer.from(new Float32Array(values).buffer)
    return add(bytes, { componentType: float, count: values.length / 3, type: 'VEC3', ...(bounds ? roundUp(limits) : {}) })
  }
  const primitives = meshes.map(({ positions, normals, indices }) => ({
    attributes: { POSITION: floats(positions, true), NORMAL: floats(normals, false) },
    indices: add(Buffer.from(new Uint16Array(indices).buffer), { componentType: short, count: indices.length, type: 'SCALAR' }),
    material: 0,
  }))
  const binary = Buffer.concat(parts)
  const scene = {
    asset: { version: '2.0', generator: 'Puzi demo' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, name: 'mug' }],
    meshes: [{ primitives }],
    materials: [
      {
        name: 'glaze',
        doubleSided: true,
        pbrMetallicRoughness: { baseColorFactor: [...linear(colour), 1], metallicFactor: 0, roughnessFactor: 0.28 },
      },
    ],
    buffers: [{ byteLength: binary.length }],
    bufferViews: views,
    accessors,
  }
  return file(Buffer.from(JSON.stringify(scene)), binary)
}

/** Floats of four bytes are a little less exact than numbers: bounds are told as they are written. */
const roundUp = ({ min, max }: { min: number[]; max: number[] }) => ({ min: min.map(Math.fround), max: max.map(Math.fround) })

/** A colour as light adds up. */
function linear(colour: string): number[] {
  return [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2)
}

function file(json: Buffer, binary: Buffer): Buffer {
  const text = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')])
  const chunk = (bytes: Buffer, type: string): Buffer => {
    const head = Buffer.alloc(8)
    head.writeUInt32LE(bytes.length)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, bytes])
  }
  const chunks = Buffer.concat([chunk(text, 'JSON'), chunk(binary, 'BIN\0')])
  const head = Buffer.alloc(12)
  head.write('glTF', 0, 'latin1')
  head.writeUInt32LE(2, 4)
  head.writeUInt32LE(12 + chunks.length, 8)
  return Buffer.concat([head, chunks])
}
