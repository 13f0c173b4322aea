import {
  type Attribute,
  type DataType,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
  type Versions,
  writeModel,
} from './proto';

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
  /** Names that outputs of the graph give to values of its nodes. */
  private readonly names = new Map<string, string>();
  private values = 0;

  /** `parent` is the graph that a branch is in: constants, weights and names are kept there. */
  constructor(
    private readonly name: string,
    private readonly parent?: GraphBuilder,
  ) {}

  /** An input of the graph; a dimension given by name is free. */
  input(name: string, type: DataType, shape: readonly (number | string)[]): Value {
    this.inputs.push({ name, type, shape });
    return name as Value;
  }

  /** Float32 weights that come from a file of their own when a session is made; asked again, the same value. */
  weight(path: string, shape: readonly number[]): Value {
    if (this.parent) return this.parent.weight(path, shape);
    if (!this.weights.has(path)) {
      this.weights.set(path, { path, shape });
      this.initializers.push({ name: path, type: 'float32', shape, path });
    }
    return path as Value;
  }

  /** A small constant within the model; equal ones are kept once. `shape` is one axis unless given. */
  constant(type: 'float32' | 'int32' | 'int64', numbers: ArrayLike<number>, shape = [numbers.length]): Value {
    if (this.parent) return this.parent.constant(type, numbers, shape);
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

  /**
   * `If`: the values that `then` makes where the bool scalar `condition` holds, else those that `otherwise`
   * makes, as many, all of `type`. Only one of the two is computed. Both may use every value made before.
   */
  either(
    condition: Value,
    type: DataType,
    then: (g: GraphBuilder) => Value[],
    otherwise: (g: GraphBuilder) => Value[],
  ): Value[] {
    const branch = (name: string, make: (g: GraphBuilder) => Value[]) => {
      const g = new GraphBuilder(name, this);
      for (const value of make(g)) g.output(this.newValue(), value, type);
      return { count: g.outputs.length, graph: g.finish() };
    };
    const [yes, no] = [branch('then', then), branch('otherwise', otherwise)];
    if (yes.count !== no.count) throw new RangeError('both branches must make as many values');
    return this.nodes('If', [condition], yes.count, {
      then_branch: { graph: yes.graph },
      else_branch: { graph: no.graph },
    });
  }

  /** Makes `value` an output of the graph, under `name`; without `shape`, of any. */
  output(name: string, value: Value, type: DataType, shape?: readonly (number | string)[]): void {
    // A node's output can bear the name itself; to copy it is slow where it is large.
    const isOwn = this.sequence.some(({ outputs }) => outputs.includes(value));
    if (isOwn && !this.names.has(value)) this.names.set(value, name);
    else this.sequence.push({ op: 'Identity', inputs: [value], outputs: [name], attributes: {} });
    this.outputs.push({ name, type, shape });
  }

  build(versions: Versions): OnnxModel {
    return { bytes: writeModel(this.finish(), versions), weights: [...this.weights.values()] };
  }

  private finish(): GraphProto {
    const { name, sequence, initializers, inputs, outputs } = this;
    return { name, nodes: renamed(sequence, this.names), initializers, inputs, outputs };
  }

  private newValue(): Value {
    return this.parent ? this.parent.newValue() : (`v${this.values++}` as Value);
  }
}

/** `nodes`, and the graphs within them, with values under other names. */
function renamed(nodes: readonly NodeProto[], names: ReadonlyMap<string, string>): NodeProto[] {
  const rename = (value: string) => names.get(value) ?? value;
  return nodes.map(({ op, inputs, outputs, attributes }) => ({
    op,
    inputs: inputs.map(rename),
    outputs: outputs.map(rename),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([key, attribute]) => {
        if (!('graph' in attribute)) return [key, attribute];
        const { graph } = attribute;
        return [key, { graph: { ...graph, nodes: renamed(graph.nodes, names) } }];
      }),
    ),
  }));
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
