package dev.undertone.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;

/**
 * First values of the recurrent layer's stacked weights [2,rows,columns], drawn per direction from
 * the engine's generator, so that a seed fixes them.
 */
enum GateInitializer implements Initializer {
    /** Uniform in +-sqrt(6 / (rows + columns)), Glorot and Bengio (2010), Eq. (16). */
    XAVIER {
        @Override
        public NDArray initialize(NDManager manager, Shape shape, DataType type) {
            double bound = Math.sqrt(6.0 / (shape.get(1) + shape.get(2)));
            return manager.randomUniform((float) -bound, (float) bound, shape, type);
        }
    },

    /** Orthonormal rows, Saxe, McClelland and Ganguli (2014); rows may not outnumber columns. */
    ORTHOGONAL {
        @Override
        public NDArray initialize(NDManager manager, Shape shape, DataType type) {
            int rows = Math.toIntExact(shape.get(1));
            int columns = Math.toIntExact(shape.get(2));
            float[] values = new float[Math.toIntExact(shape.size())];
            try (NDManager scratch = manager.newSubManager()) {
                float[] normal = scratch.randomNormal(shape).toFloatArray();
                for (int matrix = 0; matrix < shape.get(0); matrix++) {
                    int offset = matrix * rows * columns;
                    orthonormalise(normal, values, offset, rows, columns);
                }
            }
            return engineOwned(manager, values, shape, type);
        }
    },

    /** Bias [2,1,4H] in the gate order i, f, o, g: 1 for the forget gate, else 0. */
    FORGET_ONE {
        @Override
        public NDArray initialize(NDManager manager, Shape shape, DataType type) {
            int columns = Math.toIntExact(shape.get(2));
            float[] values = new float[2 * columns];
            for (int unit = columns / 4; unit < columns / 2; unit++) {
                values[unit] = 1;
                values[columns + unit] = 1;
            }
            return engineOwned(manager, values, shape, type);
        }
    };

    /** A copy in the engine's own memory; {@code create} alone leaves the values in Java's. */
    private static NDArray engineOwned(
            NDManager manager, float[] values, Shape shape, DataType type) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray array = scratch.create(values, shape).toType(type, true).duplicate();
            array.attach(manager);
            return array;
        }
    }

    /** Modified Gram-Schmidt over the rows of one matrix, twice, in double precision. */
    private static void orthonormalise(
            float[] normal, float[] values, int offset, int rows, int columns) {
        double[][] basis = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                basis[row][column] = normal[offset + row * columns + column];
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < row; before++) {
                    subtract(basis[row], basis[before], dot(basis[row], basis[before]));
                }
            }
            double norm = Math.sqrt(dot(basis[row], basis[row]));
            for (int column = 0; column < columns; column++) {
                basis[row][column] /= norm;
                values[offset + row * columns + column] = (float) basis[row][column];
            }
        }
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }

    private static void subtract(double[] from, double[] direction, double amount) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= amount * direction[i];
        }
    }
}
