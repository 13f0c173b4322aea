import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/**
 * Writes ONNX models: just the messages and fields of `onnx.proto` that a graph builder needs, under
 * its field numbers. Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */

/** Element types, with `TensorProto.DataType`'s numbers. */
export const DATA_TYPE = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;
export type DataType = keyof typeof DATA_TYPE;

/** A node's attribute. ONNX keeps integers and floats apart, which a JavaScript number does not. */
export type Attribute =
  | { int: number }
  | { ints: readonly number[] }
  | { float: number }
  | { string: string }
  /** A graph within the graph, such as a branch of `If`; it may use every value made before its node. */
  | { graph: GraphProto };

export interface NodeProto {
  op: string;
  /** Names of values; an empty name leaves an optional input out. */
  inputs: readonly string[];
  outputs: readonly string[];
  attributes: Readonly<Record<string, Attribute>>;
}

/** A constant: its bytes are in the model (`raw`) or in a file of their own (`path`). */
export type TensorProto = {
  name: string;
  type: DataType;
  shape: readonly number[];
} & ({ raw: Uint8Array } | { path: string });

/** An input or output of a graph; a named dimension is free, and without a shape all of it is. */
export interface ValueInfoProto {
  name: string;
  type: DataType;
  shape?: readonly (number | string)[];
}

export interface GraphProto {
  name: string;
  nodes: readonly NodeProto[];
  initializers: readonly TensorProto[];
  inputs: readonly ValueInfoProto[];
  outputs: readonly ValueInfoProto[];
}

/** ONNX's operators by version, and the version of the file format that came with them. */
export interface Versions {
  opset: number;
  ir: number;
}

/** `AttributeProto.AttributeType`. */
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, graph: 5, ints: 7 } as const;
/** `TensorProto.DataLocation.EXTERNAL`. */
const EXTERNAL = 1;

/** A `ModelProto` as bytes. */
export function writeModel(graph: GraphProto, { opset, ir }: Versions): Uint8Array<ArrayBuffer> {
  const w = new BinaryWriter();
  int(w, 1, ir); // ir_version
  text(w, 2, 'swantham'); // producer_name
  message(w, 7, () => writeGraph(w, graph)); // graph
  message(w, 8, () => int(w, 2, opset)); // opset_import, of the default domain
  return w.finish();
}

function writeGraph(w: BinaryWriter, graph: GraphProto): void {
  for (const node of graph.nodes) message(w, 1, () => writeNode(w, node));
  text(w, 2, graph.name);
  for (const tensor of graph.initializers) message(w, 5, () => writeTensor(w, tensor));
  for (const value of graph.inputs) message(w, 11, () => writeValueInfo(w, value));
  for (const value of graph.outputs) message(w, 12, () => writeValueInfo(w, value));
}

function writeNode(w: BinaryWriter, node: NodeProto): void {
  for (const input of node.inputs) text(w, 1, input);
  for (const output of node.outputs) text(w, 2, output);
  text(w, 4, node.op); // op_type
  for (const [name, attribute] of Object.entries(node.attributes))
    message(w, 5, () => writeAttribute(w, name, attribute));
}

function writeAttribute(w: BinaryWriter, name: string, attribute: Attribute): void {
  text(w, 1, name);
  if ('float' in attribute) {
    w.tag(2, WireType.Bit32).float(attribute.float);
    int(w, 20, ATTRIBUTE_TYPE.float);
  } else if ('int' in attribute) {
    int(w, 3, attribute.int);
    int(w, 20, ATTRIBUTE_TYPE.int);
  } else if ('string' in attribute) {
    text(w, 4, attribute.string); // bytes in the schema, encoded alike
    int(w, 20, ATTRIBUTE_TYPE.string);
  } else if ('graph' in attribute) {
    const { graph } = attribute;
    message(w, 6, () => writeGraph(w, graph));
    int(w, 20, ATTRIBUTE_TYPE.graph);
  } else {
    for (const value of attribute.ints) int(w, 8, value);
    int(w, 20, ATTRIBUTE_TYPE.ints);
  }
}

function writeTensor(w: BinaryWriter, tensor: TensorProto): void {
  for (const size of tensor.shape) int(w, 1, size); // dims
  int(w, 2, DATA_TYPE[tensor.type]);
  text(w, 8, tensor.name);
  if ('raw' in tensor) {
    w.tag(9, WireType.LengthDelimited).bytes(tensor.raw); // raw_data
    return;
  }
  message(w, 13, () => {
    // external_data: a StringStringEntryProto
    text(w, 1, 'location');
    text(w, 2, tensor.path);
  });
  int(w, 14, EXTERNAL); // data_location
}

function writeValueInfo(w: BinaryWriter, { name, type, shape }: ValueInfoProto): void {
  text(w, 1, name);
  // type: TypeProto { tensor_type: { elem_type, shape: { dim: { dim_value | dim_param } } } }
  message(w, 2, () =>
    message(w, 1, () => {
      int(w, 1, DATA_TYPE[type]);
      if (!shape) return;
      message(w, 2, () => {
        for (const size of shape)
          message(w, 1, () => (typeof size === 'number' ? int(w, 1, size) : text(w, 2, size)));
      });
    }),
  );
}

function int(w: BinaryWriter, field: number, value: number): void {
  w.tag(field, WireType.Varint).int64(value);
}

function text(w: BinaryWriter, field: number, value: string): void {
  w.tag(field, WireType.LengthDelimited).string(value);
}

function message(w: BinaryWriter, field: number, write: () => void): void {
  w.tag(field, WireType.LengthDelimited).fork();
  write();
  w.join();
}
