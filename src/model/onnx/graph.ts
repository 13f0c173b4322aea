import type { Attribute, DataType, NodeProto, TensorProto, ValueInfoProto, Versions } from './proto';
import { writeModel } from './proto';

/** A value of the graph: what an input, a constant or a node yields. */
export type Value = string & { readonly value: unique symbol };

/** A finished graph, for onnxruntime. */
export interface OnnxModel {
  /** A `ModelProto`, without the weights. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The weights that the graph takes from outside: each is a file of its own, in float32, little endian. */
  weights: { path: string; shape: readonly number[] }[];
}

/** Builds an ONNX graph node by node, in the order of its computation. */
export class GraphBuilder {
  private readonly sequence: NodeProto[] = [];
  private readonly initializers: TensorProto[] = [];
  private readonly inputs: ValueInfoProto[] = [];
  private readonly outputs: ValueInfoProto[] = [];
  private readonly constants = new Map<string, Value>();
  private readonly weights = new Map<string, OnnxModel['weights'][number]>();
  private values = 0;

  constructor(private readonly name: string) {}

  /** An input of the graph; a dimension given by name is free. */
  input(name: string, type: DataType, shape: readonly (number | string)[]): Value {
    this.inputs.push({ name, type, shape });
    return name as Value;
  }

  /** Float32 weights that come from a file of their own when a session is made; asked again, the same value. */
  weight(path: string, shape: readonly number[]): Value {
    if (!this.weights.has(path)) {
      this.weights.set(path, { path, shape });
      this.initializers.push({ name: path, type: 'float32', shape, path });
    }
    return path as Value;
  }

  /** A small constant within the model; equal ones are kept once. `shape` is one axis unless given. */
  constant(type: 'float32' | 'int32' | 'int64', numbers: ArrayLike<number>, shape = [numbers.length]): Value {
    const raw = encode(type, numbers);
    const key = [type, shape.join(), raw.join()].join(':');
    let value = this.constants.get(key);
    if (!value) {
      value = this.newValue();
      this.constants.set(key, value);
      this.initializers.push({ name: value, type, shape, raw });
    }
    return value;
  }

  /** A scalar constant. */
  scalar(type: 'float32' | 'int32' | 'int64', number: number): Value {
    return this.constant(type, [number], []);
  }

  /** A node with one output. */
  node(op: string, inputs: readonly Value[], attributes: Record<string, Attribute> = {}): Value {
    return this.nodes(op, inputs, 1, attributes)[0];
  }

  /** A node with `count` outputs. */
  nodes(
    op: string,
    inputs: readonly Value[],
    count: number,
    attributes: Record<string, Attribute> = {},
  ): Value[] {
    const outputs = Array.from({ length: count }, () => this.newValue());
    this.sequence.push({ op, inputs, outputs, attributes });
    return outputs;
  }

  /** Makes `value` an output of the graph, under `name`. */
  output(name: string, value: Value, type: DataType, shape: readonly (number | string)[]): void {
    this.sequence.push({ op: 'Identity', inputs: [value], outputs: [name], attributes: {} });
    this.outputs.push({ name, type, shape });
  }

  build(versions: Versions): OnnxModel {
    const { name, sequence: nodes, initializers, inputs, outputs } = this;
    const bytes = writeModel({ name, nodes, initializers, inputs, outputs }, versions);
    return { bytes, weights: [...this.weights.values()] };
  }

  private newValue(): Value {
    return `v${this.values++}` as Value;
  }
}

function encode(type: 'float32' | 'int32' | 'int64', numbers: ArrayLike<number>): Uint8Array {
  const values =
    type === 'float32'
      ? Float32Array.from(numbers)
      : type === 'int32'
        ? Int32Array.from(numbers)
        : BigInt64Array.from(Array.from(numbers, BigInt));
  return new Uint8Array(values.buffer);
}
